// @ts-check

import { hide } from "./page.js";

/** @typedef {(name: string) => string} Answer what the form says for a name; "" when it says nothing */

/**
 * Show what the answers ask for. A block with `data-si` depends on them: every term must hold, « DS1 »
 * (answered), « ght=aucun » (answered so; « brique=DPI,RIS »: so or so), « ! » before for the contrary, « | »
 * between two of which one is enough. A block that holds an answer stays; one with `data-option` goes all the same, and says nothing while it is
 * hidden.
 *
 * @param {HTMLFormElement} form
 * @param {() => Answer} read the answers of this instant
 */
export function showRelevant(form, read) {
  let answer = read();
  for (const block of form.querySelectorAll("[data-si]")) {
    if (!(block instanceof HTMLElement)) continue;
    const isOption = block.dataset.option !== undefined;
    const wanted = isSo(block.dataset.si ?? "", answer);
    const hidden = !wanted && (isOption || !holdsAnswer(block, answer));
    hide(block, hidden);
    if (!isOption) continue;
    const turned = controlsIn(block).filter(({ disabled }) => disabled !== hidden);
    for (const control of turned) control.disabled = hidden;
    if (turned.length > 0) answer = read(); // a control that is off says nothing
  }
}

/**
 * Whether a block holds an answer.
 *
 * @param {Element} block
 * @param {Answer} answer
 */
function holdsAnswer(block, answer) {
  return namesIn(block).some((name) => answer(name) !== "");
}

/**
 * Open the next section and go there.
 *
 * @param {Event} event
 */
export function goOn(event) {
  const button = event.target instanceof Element && event.target.closest("[data-suivante]");
  if (!(button instanceof HTMLElement)) return;
  const next = document.getElementById(button.dataset.suivante ?? "");
  if (!(next instanceof HTMLDetailsElement)) return;
  next.open = true;
  next.querySelector("summary")?.focus();
  next.scrollIntoView({ block: "start" });
}

/**
 * @param {string} term
 * @param {Answer} answer
 */
function holds(term, answer) {
  const isContrary = term.startsWith("!");
  const [name = "", value] = term.slice(isContrary ? 1 : 0).split("=");
  const given = answer(name);
  return (value === undefined ? given !== "" : value.split(",").includes(given)) !== isContrary;
}

/**
 * Whether the answers are as a condition of `data-si` says.
 *
 * @param {string} condition
 * @param {Answer} answer
 */
export function isSo(condition, answer) {
  return condition.split(" ").every((terms) => terms.split("|").some((term) => holds(term, answer)));
}

/** @param {Element} block */
function controlsIn(block) {
  const found = /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (block.querySelectorAll("input, select"));
  return [...found];
}

/**
 * The names of the fields of a block.
 *
 * @param {Element} block
 */
export function namesIn(block) {
  return [...new Set(controlsIn(block).map(({ name }) => name))];
}
