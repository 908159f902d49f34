// @ts-check

import { say } from "./page.js";

/** How long typing rests before a sentence is told, in milliseconds: the next key comes well before. */
const REST = 1_000;

/** What is told to the ear: one sentence once typing rests, not one a keystroke, and none that was just told. */
export class Announcer {
  #place;
  /** Counts what was to be told: a sentence that another follows is dropped. */
  #turn = 0;

  /** @param {Element} place with the role of a status */
  constructor(place) {
    this.#place = place;
  }

  /**
   * @param {string} sentence
   * @param {boolean} [isTyping] more may follow
   */
  tell(sentence, isTyping = false) {
    const turn = ++this.#turn;
    if (!isTyping) return say(this.#place, sentence);
    if (this.#place.textContent !== sentence) say(this.#place, ""); // what was told is no longer so
    setTimeout(() => turn === this.#turn && say(this.#place, sentence), REST);
  }

  /** Something changed: what waits to be told is no longer so. */
  hush() {
    this.#turn += 1;
  }
}
