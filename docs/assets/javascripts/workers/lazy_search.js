// @ts-check

/**
 * The search of the theme, from the first letter typed and not before: by itself it fetches and indexes
 * the whole site as soon as any page opens. The theme is told that it is ready; its own worker, named in
 * the address (`lazy_search.js?search.….min.js`), comes with the first question. Of the questions that wait,
 * it hears the last one only.
 */

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const thread = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {object} what the theme gives, all but the sections of the site */
let given;
/** @type {Promise<unknown> | undefined} the theme's own worker, with its index */
let coming;
/** The last question. */
let asked = "";

thread.addEventListener("message", (/** @type {MessageEvent<{type: number, data: any}>} */ event) => {
  if (!event.isTrusted) return; // handed over below
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === SETUP) {
    given = data;
    thread.postMessage({ type: READY });
  } else {
    asked = data;
    setTimeout(answer, 0, data);
  }
});

/** @param {string} question */
async function answer(question) {
  if (question === "") return thread.postMessage({ type: RESULT, data: { items: [] } });
  try {
    await (coming ??= begin());
    if (question === asked) hand(QUERY, question);
  } catch {
    coming = undefined; // the next letter tries again
  }
}

async function begin() {
  const docs = await (await fetch(new URL("../../../search/sections.json", location.href))).json();
  importScripts(location.search.slice(1));
  hand(SETUP, { ...given, docs });
  await new Promise((done) => setTimeout(done)); // the index is made meanwhile
}

/**
 * @param {number} type
 * @param {unknown} data
 */
function hand(type, data) {
  thread.dispatchEvent(new MessageEvent("message", { data: { type, data } }));
}
