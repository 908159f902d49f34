// @ts-check

import { toClipboard } from "../shared/clipboard.js";

/** How long a confirmation stays. */
const PAUSE = 6000;

/**
 * Give the buttons of a rule page their work: copy its address, copy its citation. The address is
 * the one at which the page is read; the day is the reader's.
 *
 * @param {HTMLElement} actions
 */
function start(actions) {
  const address = location.origin + location.pathname;
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date());
  place(actions, "[data-adresse]", address);
  place(actions, "[data-jour]", `, consulté le ${day}`);
  actions.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-copier]") : null;
    if (button instanceof HTMLElement) void copy(actions, button);
  });
}

/**
 * @param {Element} root
 * @param {string} selector
 * @param {string} text
 */
function place(root, selector, text) {
  const found = root.querySelector(selector);
  if (found) found.textContent = text;
}

/**
 * @param {HTMLElement} actions
 * @param {HTMLElement} button
 */
async function copy(actions, button) {
  const citation = button.dataset.copier === "citation";
  const shown = actions.querySelector(citation ? "[data-citation]" : "[data-adresse]");
  const text = (shown?.textContent ?? "").replace(/\s+/g, " ").trim();
  const done = citation ? "Citation copiée." : "Lien copié.";
  say(actions, (await toClipboard(text)) ? done : `À copier : ${text}`);
}

let timer = 0;

/**
 * One sentence, said once; it leaves by itself unless it holds the text to copy.
 *
 * @param {HTMLElement} actions
 * @param {string} sentence
 */
function say(actions, sentence) {
  place(actions, "[role=status]", sentence);
  clearTimeout(timer);
  if (!sentence.startsWith("À copier")) {
    timer = window.setTimeout(() => place(actions, "[role=status]", ""), PAUSE);
  }
}

for (const actions of document.querySelectorAll(".sunes-actions")) {
  if (actions instanceof HTMLElement) start(actions);
}
