// @ts-check

import { Avancement } from "../shared/progress.js";
import { Announcer } from "../shared/announcer.js";
import { Faults } from "../shared/faults.js";
import { reach, setField } from "../shared/fields.js";
import { calculatorAt } from "../shared/calculator.js";
import { parse, redraw } from "../shared/unfolding.js";
import { find, say, takeInHand } from "../shared/page.js";
import { showRelevant } from "../shared/sections.js";

/** How long typing may pause before the answer follows. */
const PAUSE = 300;

/** The title of each state; while Python works, that of what is still shown. */
const TITRES = /** @type {Record<string, string>} */ ({
  pret: "Votre résultat",
  saisie: "À compléter ou à corriger",
  panne: "Calcul interrompu",
});

/**
 * A small calculator in a page: a few fields in, what Python draws out. The page already shows a worked
 * example, drawn by the same template; Python comes when the form is touched. The states of the region,
 * `data-etat`, are those of the simulator: `attente` (the example), `chargement`, `pret`, `saisie`, `panne`.
 */
class Mini {
  #form;
  #region;
  #drawing;
  #announcer;
  #faults;
  #phrase;
  #title;
  #retry;
  #avancement;
  #calculator;
  #example;
  /** What the form said when the page came. */
  #blank;
  /** Counts the inputs: an answer to an older one is dropped. */
  #turn = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#form = /** @type {HTMLFormElement} */ (find(root, "form"));
    this.#region = find(root, "[data-etat]");
    this.#drawing = find(root, "[data-role=dessin]");
    this.#phrase = find(root, ".sunes-mini__etat");
    this.#announcer = new Announcer(find(root, "[role=status]"));
    this.#faults = new Faults(this.#form);
    this.#title = find(root, "[data-role=titre]");
    this.#retry = find(root, "[data-role=reessayer]");
    this.#avancement = new Avancement(root);
    this.#calculator = calculatorAt(new URL(root.dataset.python ?? "", document.baseURI).href.replace(/\/*$/, "/"));
    this.#calculator.leaving = keepTyped;
    this.#example = { html: this.#drawing.innerHTML, titre: this.#title.textContent ?? "" };
    const blank = /** @type {HTMLFormElement} */ (this.#form.cloneNode(true));
    blank.reset();
    this.#blank = JSON.stringify(valuesOf(blank));
    this.#listen();
    void this.#compute(0); // what was typed before this script came
    takeInHand(root);
  }

  #listen() {
    // The first sign of interest starts Python; a failure is told when an answer is wanted.
    const start = () => void this.#calculator.load().catch(() => {});
    this.#form.addEventListener("focusin", start, { once: true });
    this.#form.addEventListener("pointerdown", start, { once: true });
    this.#form.addEventListener("input", ({ target }) => {
      const isText = target instanceof HTMLInputElement && target.type === "text";
      void this.#compute(isText ? PAUSE : 0);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#compute(0, true);
    });
    this.#form.addEventListener("reset", () => setTimeout(() => void this.#compute(0)));
    this.#drawing.addEventListener("click", (event) => this.#follow(event));
    this.#retry.addEventListener("click", () => {
      this.#calculator.retry().catch(() => {}); // told by the answer that waits for it
      this.#region.focus(); // the button goes
      void this.#compute(0);
    });
    this.#calculator.addEventListener("progres", () => {
      if (this.#region.dataset.etat === "chargement") this.#avancement.show(this.#calculator.progres);
    });
  }

  /**
   * @param {number} pause
   * @param {boolean} [asked] the reader asked: the answer gets the focus
   */
  async #compute(pause, asked = false) {
    const turn = ++this.#turn;
    showRelevant(this.#form, () => {
      const values = valuesOf(this.#form);
      return (name) => values[name] ?? "";
    });
    const champs = valuesOf(this.#form);
    if (JSON.stringify(champs) === this.#blank && !asked) return this.#rest();
    try {
      const python = this.#calculator.load();
      const coming = this.#calculator.progres !== undefined;
      this.#enter("chargement", coming ? "Le calculateur se télécharge ; vous pouvez continuer votre saisie." : "");
      this.#avancement.show(this.#calculator.progres);
      await Promise.all([python, new Promise((done) => setTimeout(done, pause))]);
      if (turn !== this.#turn) return;
      const { vue = "", sujet = "", racine = "/" } = this.root.dataset;
      const action = vue === "sons" ? vue : "mini";
      const reponse = await this.#calculator.ask({ action, vue, sujet, champs, racine });
      if (turn === this.#turn) this.#show(reponse, pause > 0);
      if (turn === this.#turn && asked) this.#region.focus();
    } catch {
      if (turn === this.#turn) this.#enter("panne", "Le calculateur n’a pas pu répondre ; votre saisie est gardée.");
    }
  }

  /**
   * @param {import("../shared/calculator.js").Dessin | import("../shared/calculator.js").Refus} reponse
   * @param {boolean} isTyping more may follow
   */
  #show(reponse, isTyping) {
    if (!reponse.ok && reponse.panne !== undefined) throw new Error(reponse.panne);
    if (reponse.html !== undefined) redraw(this.#drawing, parse(reponse.html));
    if (reponse.ok) carry(this.#drawing);
    this.#mark(reponse.ok ? [] : (reponse.problemes ?? []), reponse.compris ?? {});
    this.#enter(reponse.ok ? "pret" : "saisie", reponse.annonce ?? "", isTyping);
    this.#drawing.inert = reponse.html === undefined; // the drawing of another input keeps its place, unseen
  }

  /** The worked example again. */
  #rest() {
    if (this.#region.dataset.etat === "attente") return;
    if (document.activeElement instanceof HTMLButtonElement && document.activeElement.form === this.#form) {
      /** @type {HTMLElement | null} */ (this.#form.querySelector("input, select"))?.focus(); // the button goes
    }
    this.#drawing.innerHTML = this.#example.html;
    this.#mark([], {});
    this.#enter("attente", "");
  }

  /**
   * Say beside each field what is wrong with it, and how it was read.
   *
   * @param {import("../shared/calculator.js").Probleme[]} problemes
   * @param {Record<string, string>} compris
   */
  #mark(problemes, compris) {
    for (const place of this.#form.querySelectorAll("[data-champ]")) {
      const { champ = "" } = /** @type {HTMLElement} */ (place).dataset;
      const messages = problemes.filter((probleme) => probleme.champ === champ).map(({ message }) => message);
      this.#faults.show(place, champ, messages);
    }
    for (const place of this.#form.querySelectorAll("[data-compris]")) {
      const { compris: name = "", vide = "" } = /** @type {HTMLElement} */ (place).dataset;
      place.textContent = compris[name] ?? vide;
    }
  }

  /**
   * A problem leads to its field, folded or not.
   *
   * @param {Event} event
   */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-champ]") : null;
    const champ = link instanceof HTMLElement ? link.dataset.champ : undefined;
    const place = champ && this.#form.querySelector(`[data-champ="${CSS.escape(champ)}"]`);
    if (!place) return;
    event.preventDefault();
    reach(place);
  }

  /**
   * @param {string} etat
   * @param {string} sentence
   * @param {boolean} [isTyping] more may follow
   */
  #enter(etat, sentence, isTyping) {
    if (sentence || this.#region.dataset.etat === "panne") this.#announcer.tell(sentence, isTyping);
    else this.#announcer.hush();
    this.#region.dataset.etat = etat;
    this.#region.setAttribute("aria-busy", String(etat === "chargement"));
    if (etat !== "chargement") this.#avancement.show(undefined);
    const { titre } = this.#example;
    const last = this.#title.textContent === titre ? TITRES.pret : this.#title.textContent; // of what is on its way
    this.#title.textContent = etat === "attente" ? titre : (TITRES[etat] ?? last ?? "");
    say(this.#phrase, etat === "pret" ? "" : sentence); // there the drawing says it all
    this.#retry.hidden = etat !== "panne";
    this.#drawing.inert = etat === "chargement" || etat === "panne";
  }
}

/**
 * « Simuler avec cette règle » takes along what was typed in the page, as the way on from its answer says it.
 *
 * @param {Element} drawing
 */
function carry(drawing) {
  const link = document.querySelector("a[data-essai]");
  const way = drawing.querySelector(".sunes-mini__suite a");
  if (!(link instanceof HTMLAnchorElement) || !(way instanceof HTMLAnchorElement)) return;
  const carried = new URLSearchParams(link.hash.slice(1));
  for (const [name, value] of new URLSearchParams(way.hash.slice(1))) carried.set(name, value);
  link.hash = carried.toString();
}

/**
 * What was typed or chosen, by name; nothing for an empty field.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
function valuesOf(form) {
  const said = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(said.filter(([, value]) => value !== ""));
}

/** @returns {HTMLFormElement[]} */
function forms() {
  return [...document.querySelectorAll("[data-mini]")].map((root) => /** @type {HTMLFormElement} */ (find(root, "form")));
}

/** What is typed goes along when the page loads again; the browser itself forgets it. */
function keepTyped() {
  history.replaceState({ ...history.state, saisies: forms().map(valuesOf) }, "");
}

/** What was typed before the page loaded again. */
function takeTyped() {
  const { saisies = [], ...state } = history.state ?? {};
  if (saisies.length === 0) return;
  history.replaceState(state, "");
  for (const [rank, form] of forms().entries()) {
    for (const [name, value] of Object.entries(saisies[rank] ?? {})) {
      const field = form.elements.namedItem(name);
      if (field) setField(field, String(value));
    }
  }
}

takeTyped();
for (const root of document.querySelectorAll("[data-mini]")) new Mini(/** @type {HTMLElement} */ (root));
