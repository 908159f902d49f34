// @ts-check

import { setField, showMessages } from "../shared/fields.js";
import { find } from "../shared/page.js";
import { keepScenarios } from "./scenarios.js";
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
  /**
   * @param {HTMLElement} root
   * @param {import("../shared/calculator.js").Calculator} calculator
   */
  constructor(root, calculator) {
    const region = find(root, "#resultat");
    const sections = /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll("details[data-analyse]"));
    const analyses = [...sections].map((section) => new Analyse(section, region, calculator, root.dataset.racine ?? "/"));
    const scenarios = [...sections].find(({ dataset }) => dataset.analyse === "scenarios");
    if (scenarios) keepScenarios(scenarios, region);
    const observer = new MutationObserver(() => {
      for (const analyse of analyses) analyse.follow(PAUSE);
    });
    observer.observe(region, { attributes: true, attributeFilter: ["data-etat", "data-situation"] });
  }
}

/** One section: its fields, what Python drew, the sentence that says it. */
class Analyse {
  #drawing;
  #status;
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
    this.#status = find(section, "[role=status]");
    this.#form = section.querySelector("form");
    this.#restore();
    section.addEventListener("toggle", () => this.follow(0));
    this.#form?.addEventListener("submit", (event) => event.preventDefault());
    this.#form?.addEventListener("input", () => {
      remember(`analyse.${this.name}`, this.#fields);
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
      const reponse = await this.calculator.ask({ action: "analyser", analyse, fragment, champs: this.#fields, racine });
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
    this.#announce(reponse.annonce ?? "");
  }

  /** @param {string} sentence which takes the place of the drawing */
  #say(sentence) {
    this.#drawing.setAttribute("aria-busy", "false");
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    this.#drawing.replaceChildren(paragraph);
  }

  /** @param {string} sentence */
  #announce(sentence) {
    if (this.#status.textContent !== sentence) this.#status.textContent = sentence;
  }

  /**
   * @param {import("../shared/calculator.js").Probleme[]} problemes
   * @param {Record<string, string>} compris
   */
  #mark(problemes, compris) {
    for (const place of this.section.querySelectorAll("[data-champ]")) {
      const { champ = "" } = /** @type {HTMLElement} */ (place).dataset;
      const messages = problemes.filter((probleme) => probleme.champ === champ).map(({ message }) => message);
      showMessages(place, `erreur-${this.name}-${champ}`, messages);
      const understood = place.querySelector("[data-compris]");
      if (understood) understood.textContent = compris[champ] ?? "";
    }
  }

  /** @returns {Record<string, string>} */
  get #fields() {
    const data = this.#form ? [...new FormData(this.#form)] : [];
    return Object.fromEntries(data.map(([name, value]) => [name, String(value)]));
  }

  #restore() {
    const kept = recall(`analyse.${this.name}`);
    if (!this.#form || typeof kept !== "object" || kept === null) return;
    for (const [name, value] of Object.entries(kept)) {
      const field = this.#form.elements.namedItem(name);
      if (field && typeof value === "string") setField(field, value);
    }
  }
}
