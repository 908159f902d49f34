// @ts-check

import { Adresse } from "./address.js";
import { Analyses } from "./analyses.js";
import { AutresRegles, restamped, stampOf } from "./other_rules.js";
import { Avancement } from "../shared/progress.js";
import { findDraft, isReturn, keepDraft, lastDraft } from "./draft.js";
import { Effacer } from "./erase.js";
import { offerToResume } from "./resume.js";
import { calculatorAt } from "../shared/calculator.js";
import { Enregistrer } from "./save.js";
import { Formulaire } from "./form.js";
import { Garder } from "./keep.js";
import { Outils } from "./tools.js";
import { Repertoire } from "./register.js";
import { find, hide, takeInHand } from "../shared/page.js";
import { Resultat } from "./result.js";
import { typedIn } from "../shared/fields.js";
import { goOn } from "../shared/sections.js";

/** How long typing may pause before a fault is shown; a result is drawn at once. */
const PAUSE = 300;

/** The simulator of one page: what is typed or linked goes to Python, what Python draws is placed. */
class Simulateur {
  #form;
  #resultat;
  #avancement;
  #outils;
  #garder;
  #autresRegles;
  #analyses;
  #effacer;
  #calculator;
  /** Counts the inputs: an answer to an older one is dropped. */
  #turn = 0;
  /** The question that Python is answering. */
  #asking = Promise.resolve(/** @type {unknown} */ (undefined));
  /** What was last sent to Python. */
  #sent = "";
  /** What the form said then. */
  #said = "";
  #address = new Adresse();
  /** A hypothesis on the payment is being applied: what is typed of it stays. */
  #isApplied = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#form = new Formulaire(/** @type {HTMLFormElement} */ (find(root, "#situation")), (tache) => openTask(root, tache));
    this.#resultat = new Resultat(root);
    this.#avancement = new Avancement(root);
    this.#outils = new Outils(root, () => this.#address.link);
    this.#calculator = calculatorAt(folderOf(root));
    this.#calculator.leaving = () => this.#address.write(this.#sent);
    this.#analyses = new Analyses(root, this.#calculator);
    this.#garder = new Garder(root, {
      adresse: () => this.#address.page,
      ask: (question, options) => this.#calculator.call(question, options),
    });
    this.#autresRegles = new AutresRegles(root, (question) => this.#calculator.call(question));
    new Enregistrer(root, () => this.#resultat.situation ?? this.#form.fragment);
    new Repertoire(this.#form.form, (question, options) => this.#calculator.call(question, options));
    this.#effacer = new Effacer(root, {
      fragment: () => this.#form.fragment,
      fill: (fragment) => {
        this.#form.fill(fragment);
        this.#changed(0);
      },
      clear: () => this.#analyses.clear(),
      restore: () => this.#analyses.restore(),
    });
    this.#listen();
    const sayAgain = typedIn(this.#form.form);
    const draft = findDraft();
    if (draft === undefined && !location.hash.includes("=")) {
      this.#analyses.clear();
      offerToResume(root);
    }
    delete document.documentElement.dataset.lien; // what the card says from now on is said here
    this.readAddress(isReturn());
    if (draft !== undefined) this.#form.fill(draft);
    this.#changed(0); // what was typed before a reload
    takeInHand(root);
    sayAgain(); // what was typed before this script came
  }

  /**
   * Compute the situation of the address, unless it is already the one of the page.
   *
   * @param {boolean} [isKnown] the reader comes back to it: what was out of sight stays so
   */
  readAddress(isKnown = false) {
    const fragment = this.#address.read();
    if (fragment === undefined) return;
    if (isKnown) this.#form.fill(fragment);
    else {
      if (this.#isApplied) this.#isApplied = false;
      else if (fragment === lastDraft().fragment) this.#analyses.restore();
      else this.#analyses.belongTo(fragment);
      this.#form.open(fragment);
    }
    void this.#compute(fragment, 0, true);
  }

  #listen() {
    const { form } = this.#form;
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, (event) => this.#changed(isTyping(event) ? PAUSE : 0));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => this.#enter(event));
    form.addEventListener("click", goOn);
    // The first sign of interest starts Python; a failure is told when a result is wanted.
    const start = () => void this.#calculator.load().catch(() => {});
    form.addEventListener("focusin", start, { once: true });
    form.addEventListener("pointerdown", start, { once: true });
    addEventListener("hashchange", () => this.readAddress());
    this.root.addEventListener("click", (event) => this.#follow(event));
    this.#resultat.retry.addEventListener("click", () => this.#retry());
    this.#calculator.addEventListener("progres", () => this.#resultat.etat === "chargement" && this.#wait());
  }

  /** @param {number} pause */
  #changed(pause) {
    this.#form.refresh();
    const fragment = this.#form.fragment;
    if (fragment === this.#said) return;
    keepDraft(fragment);
    void this.#compute(fragment, pause);
  }

  /**
   * Enter, in a field of text: faults are not left unseen.
   *
   * @param {KeyboardEvent} event
   */
  #enter({ key, target }) {
    if (key !== "Enter" || !(target instanceof HTMLInputElement) || target.type !== "text") return;
    void this.#compute(this.#form.fragment, 0).then(() => this.#resultat.etat === "saisie" && this.#resultat.reach());
  }

  /**
   * From an input to one of `attente`, `pret`, `saisie` or `panne`, unless a newer input comes.
   *
   * @param {string} fragment
   * @param {number} pause
   * @param {boolean} [isLink] it comes from a link, rather than from what is typed
   */
  async #compute(fragment, pause, isLink = false) {
    const turn = ++this.#turn;
    this.#sent = fragment;
    this.#said = this.#form.fragment;
    this.#effacer.refresh(this.#said);
    if (fragment !== "") hide(find(this.root, "#reprise"), true);
    const isTyping = pause > 0;
    if (fragment === "") return this.#empty(isTyping);
    const quiet = new Promise((done) => setTimeout(done, pause));
    try {
      if (isLink) this.#calculator.foresee(this.#drawing(fragment));
      const python = this.#calculator.load();
      this.#wait(isLink);
      await Promise.all([python, this.#asking]);
      if (turn !== this.#turn) return; // the newest input goes first
      const asked = this.#calculator.ask(this.#drawing(fragment));
      this.#asking = asked.catch(() => {}); // told below
      const reponse = await asked;
      if (!reponse.ok) await quiet; // a word half typed is not a fault
      if (turn === this.#turn) this.#show(reponse, isTyping);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * @param {string} fragment
   * @returns {import("../shared/calculator.js").Question}
   */
  #drawing(fragment) {
    const { racine = "/" } = this.root.dataset;
    return { action: "dessiner", fragment, racine, parties: this.#resultat.parties };
  }

  /**
   * @param {import("../shared/calculator.js").Dessin | import("../shared/calculator.js").Refus} reponse
   * @param {boolean} isTyping more may follow
   */
  #show(reponse, isTyping) {
    if (!reponse.ok && reponse.panne !== undefined) return this.#fail(reponse.panne);
    this.#avancement.show(undefined);
    this.#form.showProblems(reponse.ok ? [] : (reponse.problemes ?? []), reponse.doutes);
    this.#form.showUnderstood({ ...reponse.compris, ...reponse.etapes });
    const sent = this.#sent;
    if (!reponse.ok) return this.#resultat.saisie(reponse, isTyping);
    if (sent !== this.#said) this.#form.fill(reponse.situation); // it came from a link
    else this.#form.keepOthers(reponse.situation);
    this.#said = this.#form.fragment;
    this.#address.writeLater(restamped(reponse.situation, stampOf(sent)), () => keepDraft(this.#said));
    this.#resultat.pret(reponse, isTyping);
    this.#outils.reset(reponse.phrase);
    this.#garder.reset();
    void this.#autresRegles.follow(sent, reponse.situation);
  }

  /** @param {boolean} isTyping more may follow */
  #empty(isTyping) {
    this.#avancement.show(undefined);
    this.#form.showProblems([]);
    this.#form.showUnderstood({});
    this.#resultat.attente(isTyping);
    this.#address.write("");
    keepDraft(this.#said);
  }

  #retry() {
    this.#resultat.focus(); // the button goes
    this.#calculator.retry().catch(() => {}); // told by the calculation that waits for it
    void this.#compute(this.#sent, 0);
  }

  /**
   * Say how far Python is to whoever waits for a result.
   *
   * @param {boolean} [isLink]
   */
  #wait(isLink) {
    this.#resultat.chargement(this.#calculator.progres !== undefined, isLink);
    this.#avancement.show(this.#calculator.progres);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.#avancement.show(undefined);
    this.#resultat.panne(reason);
  }

  /**
   * Follow a link to a field or to the result, and leave the address alone.
   *
   * @param {Event} event
   */
  #follow(event) {
    if (event.target instanceof Element && event.target.closest("a[data-appliquer]")) this.#isApplied = true;
    const link = event.target instanceof Element && event.target.closest("a[data-champ], a.sunes-vers");
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.dataset.champ === undefined) this.#resultat.reach();
    else this.#form.focus(link.dataset.champ);
  }
}

/**
 * Beside the form, what follows the task: a payment is checked in its own section.
 *
 * @param {HTMLElement} root
 * @param {string} tache
 */
function openTask(root, tache) {
  root.dataset.tache = tache;
  if (tache === "paiement") /** @type {HTMLDetailsElement} */ (find(root, "#analyse-paiement")).open = true;
}

/**
 * The folder of Python, with its final slash.
 *
 * @param {HTMLElement} root
 */
function folderOf(root) {
  return new URL(root.dataset.python ?? "", document.baseURI).href.replace(/\/*$/, "/");
}

/**
 * Whether more may follow: a key in a field of text, rather than a choice or a text pasted whole.
 *
 * @param {Event} event
 */
function isTyping(event) {
  return event instanceof InputEvent && /^(insertText|delete)/.test(event.inputType);
}

const root = /** @type {HTMLElement | null} */ (document.querySelector("#simulateur"));
if (root) setTimeout(() => new Simulateur(root)); // after the rest of the page: a weak machine answers in between
