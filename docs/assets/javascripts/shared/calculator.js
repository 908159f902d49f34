// @ts-check

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
 * @property {string} situation canonical fragment
 * @property {Record<string, string>} compris
 * @property {Record<string, string>} [etapes] where each step of the form stands
 *
 * @typedef {object} Refus why Python drew no result
 * @property {false} ok
 * @property {Probleme[]} [problemes]
 * @property {Record<string, string>} [compris]
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

/** @typedef {{etape: import("../../../../runtime/worker/worker.js").Etape, recus?: number, total?: number}} Progres */

/** How long a calculation may take, Python being there. A download may take what it needs. */
const PATIENCE = 20_000;

/** @typedef {{done: (texte: string) => void, fail: (error: Error) => void}} Waiting */

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

  /** @type {Progres | undefined} how far a start under way is */
  progres;

  /** What Python is doing, while it is coming. */
  get etape() {
    return this.progres?.etape;
  }

  /** @param {string} base the address of the folder of Python, with its final slash */
  constructor(base) {
    super();
    this.base = base;
  }

  /** Start Python, once. Resolves when it is there; after a failure, rejects until `retry`. */
  load() {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /** Forget this worker, whatever its state, and start another. */
  retry() {
    this.close(new Error("Le calculateur a été relancé."));
    this.#loading = undefined;
    return this.load();
  }

  /**
   * Send a question that the page will soon ask: the answer will not wait for it.
   *
   * @param {Question} question
   */
  foresee(question) {
    this.load().catch(() => {}); // told when the question is asked
    const texte = JSON.stringify(question);
    this.#foreseen = { texte, reponse: this.#post({ texte }) };
    this.#foreseen.reponse.catch(() => {});
  }

  /** Whether the site was published anew since this page came: the folder of Python has another name. */
  async hasMoved() {
    try {
      const response = await fetch(new URL("../manifest.json", this.base), { cache: "no-cache", signal: AbortSignal.timeout(3_000) });
      return response.ok && !this.base.endsWith((await response.json()).dossier);
    } catch {
      return false; // no network: nothing is known, the page stays
    }
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
   * @param {{fichier?: ArrayBuffer, paquet?: string, patience?: number}} [options]
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
   * @param {{fichier?: ArrayBuffer, paquet?: string, patience?: number}} options
   */
  async #call(question, { fichier, paquet, patience = PATIENCE }) {
    await this.load();
    const texte = JSON.stringify(question);
    const foreseen = this.#foreseen?.texte === texte ? this.#foreseen : undefined;
    this.#foreseen = undefined;
    const late = setTimeout(() => this.#lose("Le calcul ne répond plus."), patience);
    try {
      return JSON.parse(await (foreseen?.reponse ?? this.#post({ texte, fichier, paquet })));
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * This worker is of no more use. One that had come may be replaced at the next question; one that could
   * not come says why until `retry`.
   *
   * @param {string} reason
   */
  #lose(reason) {
    const had = this.progres === undefined;
    this.close(had ? new Perte(reason) : new Error(reason));
    if (had) this.#loading = undefined;
  }

  /**
   * Stop: every question asked, and every next one, gets this error.
   *
   * @param {Error} error
   */
  close(error) {
    this.progres = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#loading = Promise.reject(error);
    this.#loading.catch(() => {}); // told to whoever asks
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
    this.#foreseen = undefined;
  }

  async #start() {
    performance.mark("calculateur:debut");
    this.progres = { etape: "telechargement" };
    const worker = new Worker(`${this.base}worker.js`, { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#worker === worker && this.#receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.#lose(event.message || "Le calculateur n’a pas pu être téléchargé.");
    });
    const voie = await this.#post();
    this.progres = undefined;
    performance.mark("calculateur:pret", { detail: voie });
  }

  /**
   * @param {{texte?: string, fichier?: ArrayBuffer, paquet?: string}} [message] without it, the answer comes when Python is there, and says how it came
   * @returns {Promise<string>}
   */
  #post(message) {
    const id = ++this.#last;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker?.postMessage({ id, ...message }, message?.fichier ? [message.fichier] : []);
    });
  }

  /** @param {import("../../../../runtime/worker/worker.js").Reponse} message */
  #receive(message) {
    if ("etape" in message) {
      if (this.progres === undefined) return; // a late word of a start that is over
      this.progres = message;
      this.dispatchEvent(new Event("progres"));
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
