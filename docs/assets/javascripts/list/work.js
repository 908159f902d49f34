// @ts-check

import { Avancement, megabytes } from "../shared/progress.js";
import { find } from "../shared/page.js";

/** How long one answer about a list may take: a large workbook is opened, or saved, in one go. */
const PATIENCE = 180_000;

/**
 * What Python does to a list, a slice at a time: how far it is, how fast, and the way to stop it.
 * Between two slices Python answers other questions.
 */
export class Travail {
  #calculator;
  #racine;
  #place;
  #bar;
  #words;
  #download;
  #cancel;
  /** Counts the works: one that another replaced, or that was cancelled, goes no further. */
  #turn = 0;

  /**
   * @param {Element} root
   * @param {import("../shared/calculator.js").Calculator} calculator
   * @param {string} racine
   */
  constructor(root, calculator, racine) {
    this.#calculator = calculator;
    this.#racine = racine;
    this.#place = find(root, "#avancement");
    this.#bar = /** @type {HTMLProgressElement} */ (find(root, "#avancement progress"));
    this.#words = find(root, "#avancement span");
    this.#download = new Avancement(root);
    this.#cancel = find(root, "#annuler");
    calculator.addEventListener("progres", () => this.#download.show(calculator.progres ?? { etape: "regles" }));
  }

  /**
   * @param {string} geste
   * @param {object} question
   * @param {{fichier?: ArrayBuffer, paquet?: string}} [options]
   * @returns {Promise<any>}
   */
  async ask(geste, question, options) {
    const asked = { action: "lot", geste, racine: this.#racine, ...question };
    const recevoir = (/** @type {number} */ recus) => {
      this.#words.textContent = `Un complément se télécharge : ${megabytes(recus)} Mo…`;
    };
    const answer = await this.#calculator.call(asked, { ...options, patience: PATIENCE, recevoir });
    if (answer.panne !== undefined) throw new Error(answer.panne);
    return answer;
  }

  /**
   * One question, its wait shown; nothing comes back when it was cancelled meanwhile.
   *
   * @param {string} words
   * @param {() => Promise<any>} work
   */
  async wait(words, work) {
    const turn = this.#begin(words);
    try {
      await this.#calculator.load();
      if (turn === this.#turn) this.#show(words);
      const answer = await work();
      return turn === this.#turn ? answer : undefined;
    } finally {
      if (turn === this.#turn) this.#end();
    }
  }

  /**
   * A whole work. The last answer comes back, or nothing when the work was cancelled.
   *
   * @param {string} travail
   * @param {object} question
   * @param {(answer: any) => void} [slice] told of every answer
   * @param {{paquet?: string}} [options]
   */
  async run(travail, question, slice, options) {
    const turn = this.#begin("En cours…");
    const start = performance.now();
    try {
      let answer = await this.ask("lancer", { travail, ...question }, options);
      while (answer.ok && !answer.fini) {
        if (turn !== this.#turn) return undefined;
        answer = await this.ask("avancer", {});
        if (turn !== this.#turn) return undefined;
        if (!answer.ok) break;
        this.#tell(answer, performance.now() - start);
        slice?.(answer);
      }
      return turn === this.#turn ? answer : undefined;
    } finally {
      if (turn === this.#turn) this.#end();
    }
  }

  /** Stop after this slice. */
  cancel() {
    this.#turn += 1;
    this.#end();
  }

  /** @param {string} words */
  #begin(words) {
    this.#show(words);
    this.#cancel.hidden = false;
    return ++this.#turn;
  }

  #end() {
    this.#place.hidden = true;
    this.#cancel.hidden = true;
  }

  /** @param {string} words */
  #show(words) {
    this.#place.hidden = false;
    this.#bar.removeAttribute("value");
    this.#words.textContent = words;
  }

  /**
   * @param {{part: number, lignes: number}} answer
   * @param {number} milliseconds
   */
  #tell({ part, lignes }, milliseconds) {
    this.#bar.max = 1000;
    this.#bar.value = part;
    const speed = Math.round((lignes / Math.max(1, milliseconds)) * 1000);
    this.#words.textContent = `${lignes.toLocaleString("fr-FR")} lignes, ${speed.toLocaleString("fr-FR")} par seconde`;
  }
}
