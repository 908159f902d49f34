// @ts-check

import { takeOver } from "./early.js";
import { recover } from "./recovery.js";

/**
 * The calculator as the page sees it: questions and answers, each a JSON object that Python reads
 * and writes. One worker for whatever asks in a page.
 *
 * @typedef {{chemin: string, code: string, message: string, champ: string | null}} Probleme
 *
 * @typedef {object} Dessin what Python drew
 * @property {true} ok
 * @property {string} html
 * @property {string} html_avertissements
 * @property {string} annonce
 * @property {string} phrase the answer to paste before the link; empty while there is no amount
 * @property {string} situation canonical fragment
 * @property {Record<string, string>} compris
 * @property {Record<string, string>} [doutes] what looks wrong in what is taken as it is
 * @property {Record<string, string>} [etapes] where each step of the form stands
 *
 * @typedef {object} Refus why Python drew no result
 * @property {false} ok
 * @property {Probleme[]} [problemes]
 * @property {Record<string, string>} [compris]
 * @property {Record<string, string>} [doutes]
 * @property {Record<string, string>} [etapes]
 * @property {string} [html]
 * @property {string} [html_avertissements]
 * @property {string} [annonce]
 * @property {string} [panne] a fault of ours
 */

/** @typedef {Record<string, string>} Champs what was typed, by the name of the field */

/**
 * @typedef {{action: "dessiner", fragment: string, racine: string, parties: string[]}
 *   | {action: "analyser", analyse: string, fragment: string, champs: Champs, racine: string}
 *   | {action: "mini" | "sons", vue: string, sujet: string, champs: Champs, racine: string}} Question
 */

/** @typedef {{etape: import("../../../../runtime/worker/worker.js").Etape | "publication", recus?: number, total?: number}} Progres */

/** How long a calculation may take, Python being there. A download may take what it needs. */
const PATIENCE = 20_000;
/** How long a start may go without a word, in milliseconds: while files come, then while Python does what makes none. */
const SILENCE = { telechargement: 30_000, demarrage: 60_000 };

/** @typedef {{done: (texte: string) => void, fail: (error: Error) => void, hear?: (recus: number) => void}} Waiting */
/** @typedef {{fichier?: ArrayBuffer, paquet?: string, patience?: number, recevoir?: (recus: number) => void}} Options `recevoir` hears how many bytes of the package are here */

/** A worker that had answered is lost. */
class Perte extends Error {}

/** Fires `progres` while Python is coming. */
export class Calculator extends EventTarget {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Promise<unknown> | undefined} */
  #loading;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #last = 0;
  /** @type {{texte: string, reponse: Promise<string>} | undefined} a question sent before the page asked it */
  #foreseen;
  /** Counts the starts: one that another replaced goes no further. */
  #starts = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} runs while a start is silent */
  #silence;
  /** Whether the last start failed. */
  #isLost = false;
  /** Whether the reader asked for this start. */
  #asked = false;

  /** @type {() => unknown} what a page does before it loads again, for a site that was published anew */
  leaving = () => {};

  /** @type {Progres | undefined} how far a start under way is */
  progres;

  /** What Python is doing, while it is coming. */
  get etape() {
    return this.progres?.etape;
  }

  /** Whether Python came if it was wanted, and no answer is awaited. */
  get isIdle() {
    return !this.#isLost && this.progres === undefined && this.#waiting.size === 0;
  }

  /** @param {string} base the address of the folder of Python, with its final slash */
  constructor(base) {
    super();
    this.base = base;
  }

  /** Start Python, once. Resolves when it is there; after a failure, rejects until `retry`. */
  load() {
    if (this.#loading === undefined) {
      this.#loading = this.#start();
      this.#loading.catch(() => {}); // told to whoever asks
    }
    return this.#loading;
  }

  /** Forget this worker, whatever its state, and start another. */
  retry() {
    this.close(new Error("Le calculateur a été relancé."));
    this.#loading = undefined;
    this.#asked = true;
    return this.load();
  }

  /**
   * Start Python with the question that the page will ask once it is there: the answer will not wait for the page.
   *
   * @param {Question} question
   */
  foresee(question) {
    if (this.#loading !== undefined) return;
    this.load().catch(() => {}); // told when the question is asked
    const texte = JSON.stringify(question);
    this.#foreseen = { texte, reponse: this.#post({ texte }) };
    this.#foreseen.reponse.catch(() => {});
  }

  /**
   * Rejects when Python cannot answer; a fault in the input is an answer.
   *
   * @param {Question} question
   * @returns {Promise<Dessin | Refus>}
   */
  ask(question) {
    return this.call(question);
  }

  /**
   * A question of any page, with what it brings and how long its answer may take.
   *
   * @param {{action: string, [name: string]: unknown}} question
   * @param {Options} [options]
   * @returns {Promise<any>}
   */
  async call(question, options = {}) {
    try {
      return await this.#call(question, options);
    } catch (error) {
      // A worker that was there and is lost: another one is asked the same, once.
      if (!(error instanceof Perte) || options.fichier !== undefined) throw error;
      return this.#call(question, options);
    }
  }

  /**
   * @param {{action: string, [name: string]: unknown}} question
   * @param {Options} options
   */
  async #call(question, { fichier, paquet, patience = PATIENCE, recevoir }) {
    await this.load();
    if (paquet !== undefined) await this.#post({ paquet }, recevoir); // as long as it comes
    const texte = JSON.stringify(question);
    const foreseen = this.#foreseen?.texte === texte ? this.#foreseen : undefined;
    this.#foreseen = undefined;
    const late = setTimeout(() => this.#lose("Le calcul ne répond plus."), patience);
    try {
      return JSON.parse(await (foreseen?.reponse ?? this.#post({ texte, fichier })));
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * This worker is of no more use. One that had come may be replaced at the next question; of one that could not
   * come, the start says what follows.
   *
   * @param {string} reason
   */
  #lose(reason) {
    if (this.progres !== undefined) return this.#drop(new Error(reason));
    this.close(new Perte(reason));
    this.#loading = undefined;
  }

  /**
   * Stop: every question asked, and every next one, gets this error.
   *
   * @param {Error} error
   */
  close(error) {
    this.#starts += 1;
    this.progres = undefined;
    this.#loading = Promise.reject(error);
    this.#loading.catch(() => {}); // told to whoever asks
    this.#drop(error);
  }

  /** @param {Error} error */
  #drop(error) {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
    this.#foreseen = undefined;
  }

  async #start() {
    const turn = ++this.#starts;
    const asked = this.#asked;
    this.#asked = false;
    performance.mark("calculateur:debut");
    try {
      const voie = await this.#boot().catch((error) => this.#mend(error, turn, asked));
      this.#isLost = false;
      performance.mark("calculateur:pret", { detail: voie });
    } catch (error) {
      this.#isLost = true;
      throw error;
    } finally {
      if (turn === this.#starts) {
        clearTimeout(this.#silence);
        this.progres = undefined;
      }
    }
  }

  /** From now on, a start that says nothing for too long is lost. */
  #await() {
    clearTimeout(this.#silence);
    const { etape, recus, total } = this.progres ?? {};
    const isComing = etape === "telechargement" && (total === undefined || recus !== total);
    const patience = SILENCE[isComing ? "telechargement" : "demarrage"];
    this.#silence = setTimeout(() => this.#lose(`Rien n’est venu pendant ${patience / 1000} secondes.`), patience);
  }

  /** @returns {Promise<string>} how Python came */
  #boot() {
    this.progres = { etape: "telechargement" };
    this.#await();
    const { worker, said } = takeOver(this.base);
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#worker === worker && this.#receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.#lose(event.message || "Le calculateur n’a pas pu être téléchargé.");
    });
    for (const message of said) this.#receive(message);
    return this.#post();
  }

  /**
   * After a start that failed: the page goes, or Python starts again with files that are right, or it is told.
   *
   * @param {unknown} error
   * @param {number} turn
   * @param {boolean} asked
   */
  async #mend(error, turn, asked) {
    if (turn !== this.#starts) throw error;
    const leave = () => {
      this.#tell({ etape: "publication" });
      return this.leaving();
    };
    const issue = await recover([`${this.base}worker.js`], leave, asked);
    if (issue === "rechargee") return new Promise(() => {});
    if (issue !== "reparee" || turn !== this.#starts) throw error;
    return this.#boot();
  }

  /**
   * @param {{texte?: string, fichier?: ArrayBuffer, paquet?: string}} [message] without `texte`, the answer comes when Python is there, and says how it came
   * @param {(recus: number) => void} [hear] told of the bytes of a package
   * @returns {Promise<string>}
   */
  #post(message, hear) {
    const id = ++this.#last;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail, hear });
      this.#worker?.postMessage({ id, ...message }, message?.fichier ? [message.fichier] : []);
    });
  }

  /** @param {Progres} progres */
  #tell(progres) {
    this.progres = progres;
    this.dispatchEvent(new Event("progres"));
  }

  /** @param {import("../../../../runtime/worker/worker.js").Reponse} message */
  #receive(message) {
    if ("etape" in message) {
      if (this.progres === undefined) return; // a late word of a start that is over
      this.#tell(message);
      this.#await();
    } else if ("recus" in message) {
      this.#waiting.get(message.id)?.hear?.(message.recus);
    } else if ("refus" in message) {
      this.#waiting.get(message.id)?.fail(new Error(message.refus));
      this.#waiting.delete(message.id);
    } else if ("panne" in message) {
      this.#lose(message.panne);
    } else {
      this.#waiting.get(message.id)?.done(message.texte);
      this.#waiting.delete(message.id);
    }
  }
}

/**
 * The calculator of this visit. Another folder means that the site was published anew meanwhile.
 *
 * @param {string} base
 * @returns {Calculator}
 */
export function calculatorAt(base) {
  const visit = /** @type {Window & {calculateur?: Calculator}} */ (window);
  if (visit.calculateur?.base !== base) {
    visit.calculateur?.close(new Error("Le site a été mis à jour : rechargez la page."));
    visit.calculateur = new Calculator(base);
  }
  return visit.calculateur;
}
