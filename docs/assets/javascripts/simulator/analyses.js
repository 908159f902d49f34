// @ts-check

import { Announcer } from "../shared/announcer.js";
import { Faults } from "../shared/faults.js";
import { clear, setField } from "../shared/fields.js";
import { find } from "../shared/page.js";
import { Scenarios } from "./scenarios.js";
import { recall, remember } from "../shared/session.js";

/** How long typing, or the result, may pause before an analysis follows: the result goes first. */
const PAUSE = 300;

const ATTENTE = "Saisissez une activité et un domaine : cette partie suivra votre résultat.";
const PANNE = "Cette partie n’a pas pu être calculée. Le résultat ci-dessus reste valable ; modifiez un champ pour réessayer.";

/**
 * What one may ask about a result. Each analysis is drawn by Python when its section is open, from the
 * situation that `#resultat` says it stands for; its fields are of this page and stay out of the permalink.
 */
export class Analyses {
  #analyses;
  #scenarios;
  /** What was cleared last, by analysis. @type {Map<Analyse, Record<string, string>>} */
  #cleared = new Map();

  /**
   * @param {HTMLElement} root
   * @param {import("../shared/calculator.js").Calculator} calculator
   */
  constructor(root, calculator) {
    const region = find(root, "#resultat");
    const sections = /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll("details[data-analyse]"));
    this.#scenarios = new Scenarios(find(root, "#analyse-scenarios"), region);
    this.#analyses = [...sections].map((section) => new Analyse(section, region, calculator, root.dataset.racine ?? "/"));
    const observer = new MutationObserver(() => {
      for (const analyse of this.#analyses) analyse.follow(PAUSE);
    });
    observer.observe(region, { attributes: true, attributeFilter: ["data-etat", "data-situation"] });
  }

  /**
   * A situation is opened: what was typed for another one goes, unless they are compared.
   *
   * @param {string} fragment
   */
  belongTo(fragment) {
    if (!this.#scenarios.holds(fragment)) this.clear();
  }

  /** What was typed belongs to a situation that has gone. */
  clear() {
    this.#cleared = new Map(this.#analyses.map((analyse) => [analyse, analyse.fields]));
    this.#write(() => ({}));
  }

  /** The situation that was erased is back, with what was typed for it. */
  restore() {
    const cleared = this.#cleared;
    if (cleared.size > 0) this.#write((analyse) => cleared.get(analyse) ?? {});
  }

  /** @param {(analyse: Analyse) => Record<string, string>} fields */
  #write(fields) {
    for (const analyse of this.#analyses) analyse.write(fields(analyse));
    this.#scenarios.show();
  }
}

/** One section: its fields, what Python drew, the sentence that says it. */
class Analyse {
  #drawing;
  #announcer;
  #faults;
  #form;
  /** Counts the demands: an answer to an older one is dropped. */
  #turn = 0;

  /**
   * @param {HTMLDetailsElement} section
   * @param {HTMLElement} region of the result
   * @param {import("../shared/calculator.js").Calculator} calculator
   * @param {string} racine
   */
  constructor(section, region, calculator, racine) {
    this.section = section;
    this.region = region;
    this.calculator = calculator;
    this.racine = racine;
    this.name = section.dataset.analyse ?? "";
    this.#drawing = find(section, ".sunes-analyse__dessin");
    this.#announcer = new Announcer(find(section, "[role=status]"));
    this.#faults = new Faults(section);
    this.#form = section.querySelector("form");
    this.#restore();
    section.addEventListener("toggle", () => this.follow(0));
    this.#form?.addEventListener("submit", (event) => event.preventDefault());
    this.#form?.addEventListener("input", () => {
      remember(`analyse.${this.name}`, this.fields);
      this.follow(PAUSE);
    });
  }

  /**
   * Draw what stands now, when someone is looking.
   *
   * @param {number} pause
   */
  follow(pause) {
    const turn = ++this.#turn;
    this.#announcer.hush();
    if (!this.section.open) return;
    const { etat, situation } = this.region.dataset;
    this.#drawing.setAttribute("aria-busy", String(etat === "pret" || etat === "chargement"));
    if (etat === "chargement") return;
    if (etat !== "pret" || situation === undefined) return this.#say(ATTENTE);
    setTimeout(() => void (turn === this.#turn && this.#ask(turn, situation)), pause);
  }

  /**
   * @param {number} turn
   * @param {string} fragment
   */
  async #ask(turn, fragment) {
    const { name: analyse, racine } = this;
    try {
      const reponse = await this.calculator.ask({ action: "analyser", analyse, fragment, champs: this.fields, racine });
      if (turn === this.#turn) this.#show(reponse);
    } catch {
      if (turn === this.#turn) this.#say(PANNE);
    }
  }

  /** @param {import("../shared/calculator.js").Dessin | import("../shared/calculator.js").Refus} reponse */
  #show(reponse) {
    if (!reponse.ok && reponse.panne !== undefined) return this.#say(PANNE);
    this.#mark(reponse.ok ? [] : (reponse.problemes ?? []), reponse.compris ?? {});
    this.#drawing.setAttribute("aria-busy", "false");
    if (reponse.ok) this.#drawing.innerHTML = reponse.html; // escaped by Python's templates
    else this.#say(reponse.annonce ?? "");
    this.#announcer.tell(reponse.annonce ?? "", true);
  }

  /** @param {string} sentence which takes the place of the drawing */
  #say(sentence) {
    this.#drawing.setAttribute("aria-busy", "false");
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    this.#drawing.replaceChildren(paragraph);
  }

  /**
   * @param {import("../shared/calculator.js").Probleme[]} problemes
   * @param {Record<string, string>} compris
   */
  #mark(problemes, compris) {
    for (const place of this.section.querySelectorAll("[data-champ]")) {
      const { champ = "" } = /** @type {HTMLElement} */ (place).dataset;
      const messages = problemes.filter((probleme) => probleme.champ === champ).map(({ message }) => message);
      this.#faults.show(place, `${this.name}-${champ}`, messages);
      const understood = place.querySelector("[data-compris]");
      if (understood) understood.textContent = compris[champ] ?? "";
    }
  }

  /** @returns {Record<string, string>} */
  get fields() {
    const data = this.#form ? [...new FormData(this.#form)] : [];
    return Object.fromEntries(data.map(([name, value]) => [name, String(value)]));
  }

  /**
   * Write the fields, those of before being emptied.
   *
   * @param {Record<string, unknown>} values
   */
  write(values) {
    if (!this.#form) return;
    clear(this.#form);
    for (const field of this.#form.querySelectorAll("textarea")) field.value = ""; // a hidden one is no answer of the form
    for (const [name, value] of Object.entries(values)) {
      const field = this.#form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement) field.value = String(value);
      else if (field && typeof value === "string") setField(field, value);
    }
    remember(`analyse.${this.name}`, this.fields);
    this.#mark([], {});
    this.follow(PAUSE);
  }

  #restore() {
    const kept = recall(`analyse.${this.name}`);
    if (typeof kept === "object" && kept !== null) this.write(/** @type {Record<string, unknown>} */ (kept));
  }
}
