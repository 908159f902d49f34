// @ts-check

/**
 * A reader who points at a link to a page that computes, or reaches it with the keyboard, will soon need
 * Python: its files are asked for, once, at the lowest priority. Not for a reader who saves data. What a
 * browser refuses or forgets, the page that computes asks for again.
 */

const LINKS = "a[href*='simulateur/'], a[href*='lots/']";
const FILES = ["pyodide.asm.wasm", "bibliotheque.bin", "moteur.bin", "pyodide.asm.mjs", "worker.js"];

const place = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=sunes-python]"));
const base = new URL(place?.dataset.python ?? "", document.baseURI).href;
const { saveData } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection ?? {};
const done = new AbortController();

/** @param {Event} event */
function notice({ target }) {
  if (!(target instanceof Element) || !target.closest(LINKS)) return;
  done.abort();
  for (const file of FILES) {
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = base + file;
    document.head.append(hint);
  }
}

if (!saveData) {
  for (const sign of ["pointerover", "focusin"]) document.addEventListener(sign, notice, { signal: done.signal });
}

export {};
