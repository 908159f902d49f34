// @ts-check

import { find, hide } from "../shared/page.js";
import { recall, remember } from "../shared/session.js";
import { holdsAnswer } from "../shared/sections.js";

const PLACE = "mode";

/**
 * « Le montant seul » puts out of sight what the amount does not need, `data-complet`. Nothing is erased: the
 * fields keep their answers, and the result is the same.
 */
export class Mode {
  #form;
  #note;
  #read;

  /**
   * @param {HTMLFormElement} form
   * @param {() => import("../shared/sections.js").Answer} read the answers of this instant
   */
  constructor(form, read) {
    this.#form = form;
    this.#read = read;
    this.#note = find(form, "#mode-cache");
    for (const button of this.#buttons) button.addEventListener("click", () => this.#choose(button.dataset.versMode));
    this.#choose(recall(PLACE) === "rapide" ? "rapide" : "complet");
  }

  /** Say whether answers that count are out of sight. */
  refresh() {
    hide(this.#note, !this.#hides);
  }

  /** A link was opened: all that it says is in sight. */
  open() {
    if (this.#hides) this.#choose("complet");
  }

  /**
   * A place is wanted in sight.
   *
   * @param {Element} place
   */
  reveal(place) {
    if (place.closest("[data-complet]")) this.#choose("complet");
  }

  get #buttons() {
    return /** @type {NodeListOf<HTMLButtonElement>} */ (this.#form.querySelectorAll("[data-vers-mode]"));
  }

  get #hides() {
    if (this.#form.dataset.mode !== "rapide") return false;
    const answer = this.#read();
    return [...this.#form.querySelectorAll("[data-complet]")].some((block) => holdsAnswer(block, answer));
  }

  /** @param {string} [mode] */
  #choose(mode) {
    this.#form.dataset.mode = mode;
    for (const button of this.#buttons) button.ariaPressed = String(button.dataset.versMode === mode);
    this.refresh();
    remember(PLACE, mode);
  }
}
