// @ts-check

import { Engine } from "../search/engine.js";

/**
 * The search of the site, in the theme's own words: it asks with `{type, data}` and places what comes back. The
 * sections are fetched and indexed from the first letter typed and not before. Of the questions that come
 * meanwhile, the last one is answered.
 */

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const thread = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {Promise<Engine> | undefined} */
let coming;
/** The last question. */
let asked = "";

thread.addEventListener("message", (/** @type {MessageEvent<{type: number, data: any}>} */ event) => {
  const { type, data } = event.data;
  if (type === SETUP) thread.postMessage({ type: READY });
  if (type !== QUERY) return;
  asked = typeof data === "string" ? data : "";
  setTimeout(answer, 0, asked);
});

/** @param {string} question */
async function answer(question) {
  if (question.trim() === "") return thread.postMessage({ type: RESULT, data: { items: [] } });
  try {
    const engine = await (coming ??= begin());
    if (question === asked) thread.postMessage({ type: RESULT, data: { items: engine.find(question) } });
  } catch {
    coming = undefined; // the next letter tries again
  }
}

async function begin() {
  const answered = await fetch(new URL("../../../search/sections.json", location.href));
  return new Engine(await answered.json());
}
