// @ts-check

import { calculatorAt } from "./client.js";
import { find } from "./page.js";

/** How long typing may pause before the answer follows. */
const PAUSE = 400;

/**
 * The SONS checker: a form in, what Python says of the order out. Its states, `data-etat` on the region:
 * `exemple`, `chargement`, `pret`, `saisie` (the input has a problem, no answer stands for it) and `panne`.
 */
class Verification {
  #form;
  #region;
  #drawing;
  #example;
  #status;
  #retry;
  #calculator;
  /** Counts the inputs: an answer to an older one is dropped. */
  #turn = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#form = /** @type {HTMLFormElement} */ (find(root, "form"));
    this.#region = find(root, "[data-etat]");
    this.#drawing = find(root, "[data-role=dessin]");
    this.#status = find(root, "[role=status]");
    this.#retry = find(root, "[data-role=reessayer]");
    this.#example = { html: this.#drawing.innerHTML, titre: find(root, "[data-role=titre]").textContent };
    this.#calculator = calculatorAt(new URL(root.dataset.python ?? "", document.baseURI).href.replace(/\/*$/, "/"));
    // The first sign of interest starts Python; a failure is told when an answer is wanted.
    this.#form.addEventListener("focusin", () => void this.#calculator.load().catch(() => {}), { once: true });
    this.#form.addEventListener("input", () => void this.#check(PAUSE));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#check(0, true);
    });
    this.#form.addEventListener("reset", () => setTimeout(() => this.#start()));
    this.#drawing.addEventListener("click", (event) => this.#follow(event));
    this.#retry.addEventListener("click", () => {
      this.#calculator.retry().catch(() => {});
      void this.#check(0, true);
    });
    if (this.#values().brique) void this.#check(0); // filled before this script came
  }

  /** @returns {Record<string, string>} */
  #values() {
    /** @type {Record<string, string>} */
    const values = {};
    for (const [name, value] of new FormData(this.#form)) if (value !== "") values[name] = String(value);
    return values;
  }

  /** The worked example again. */
  #start() {
    ++this.#turn;
    this.#concern("");
    this.#mark([]);
    this.#drawing.innerHTML = this.#example.html;
    this.#enter("exemple", "", this.#example.titre ?? "");
  }

  /**
   * @param {number} pause
   * @param {boolean} [asked] the reader asked: the answer gets the focus
   */
  async #check(pause, asked = false) {
    const turn = ++this.#turn;
    const champs = this.#values();
    this.#concern(champs.brique ?? "");
    if (champs.brique === undefined && !asked) return;
    try {
      const python = this.#calculator.load();
      const coming = this.#calculator.etape !== undefined;
      this.#enter("chargement", coming ? "Le calculateur se télécharge ; votre commande sera vérifiée." : "");
      await Promise.all([python, new Promise((done) => setTimeout(done, pause))]);
      if (turn !== this.#turn) return;
      const { racine = "/" } = this.root.dataset;
      const reponse = await this.#calculator.ask({ action: "sons", champs, racine });
      if (turn === this.#turn) this.#show(reponse, asked);
    } catch {
      if (turn === this.#turn) this.#enter("panne", "Le calculateur n’a pas pu répondre.");
    }
  }

  /**
   * @param {import("./client.js").Dessin | import("./client.js").Refus} reponse
   * @param {boolean} asked
   */
  #show(reponse, asked) {
    if (!reponse.ok && reponse.html === undefined) {
      this.#enter("panne", "Le calculateur n’a pas pu répondre.");
      return;
    }
    this.#drawing.innerHTML = reponse.html ?? ""; // escaped by Python's templates
    this.#mark(reponse.ok ? [] : (reponse.problemes ?? []));
    this.#enter(reponse.ok ? "pret" : "saisie", reponse.annonce ?? "", reponse.ok ? "Votre commande" : "À corriger");
    if (asked) this.#region.focus();
  }

  /**
   * Questions that concern some types of software only.
   *
   * @param {string} brique
   */
  #concern(brique) {
    for (const question of this.#form.querySelectorAll("[data-briques]")) {
      const concerned = (/** @type {HTMLElement} */ (question).dataset.briques ?? "").split(" ").includes(brique);
      question.toggleAttribute("hidden", !concerned);
      question.toggleAttribute("disabled", !concerned);
    }
  }

  /** @param {import("./client.js").Probleme[]} problemes */
  #mark(problemes) {
    const wrong = new Set(problemes.map(({ champ }) => champ));
    for (const field of this.#form.querySelectorAll("input[type=text], select")) {
      if (wrong.has(field.getAttribute("name"))) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /**
   * A problem leads to its field, folded or not.
   *
   * @param {Event} event
   */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest("[data-champ]") : null;
    if (!(link instanceof HTMLElement)) return;
    const field = document.getElementById(`champ-${link.dataset.champ}`);
    if (field === null) return;
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  }

  /**
   * @param {string} etat
   * @param {string} status
   * @param {string} [titre]
   */
  #enter(etat, status, titre) {
    this.#region.dataset.etat = etat;
    if (this.#status.textContent !== status) this.#status.textContent = status;
    if (titre !== undefined) find(this.root, "[data-role=titre]").textContent = titre;
    this.#retry.hidden = etat !== "panne";
    this.#drawing.inert = etat === "chargement" || etat === "panne";
  }
}

for (const root of document.querySelectorAll("[data-verification]")) new Verification(/** @type {HTMLElement} */ (root));
