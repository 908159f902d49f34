// @ts-check

import { calculatorAt } from "./client.js";

/** How long typing may pause before the amounts follow. */
const PAUSE = 150;

/**
 * A small calculator in a page: one field in, what Python draws out. The page already shows a worked
 * example; Python comes when the field is touched. Its states, `data-etat`: `exemple`, `chargement`,
 * `pret`, `saisie` (the input has a problem) and `panne`; amounts stand only in the first and third.
 */
class Apercu {
  #field;
  #drawing;
  #status;
  #error;
  #retry;
  #calculator;
  /** Counts the inputs: an answer to an older one is dropped. */
  #turn = 0;
  #sent;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#field = /** @type {HTMLInputElement} */ (find(root, "input"));
    this.#drawing = find(root, "[data-role=dessin]");
    this.#status = find(root, "[role=status]");
    this.#error = find(root, "[data-role=erreur]");
    this.#retry = find(root, "button");
    this.#calculator = calculatorAt(new URL(root.dataset.python ?? "", document.baseURI).href.replace(/\/*$/, "/"));
    this.#sent = this.#field.defaultValue;
    // The first sign of interest starts Python; a failure is told when an amount is wanted.
    const start = () => void this.#calculator.load().catch(() => {});
    this.#field.addEventListener("focus", start, { once: true });
    this.#field.addEventListener("input", () => void this.#compute(PAUSE));
    this.#field.form?.addEventListener("submit", (event) => event.preventDefault());
    this.#retry.addEventListener("click", () => {
      this.#field.focus(); // the button goes
      this.#calculator.retry().catch(() => {});
      void this.#compute(0);
    });
    if (this.#field.value !== this.#sent) void this.#compute(0); // typed before this script came
  }

  /** @param {number} pause */
  async #compute(pause) {
    const turn = ++this.#turn;
    const fragment = new URLSearchParams({ [this.#field.name]: this.#field.value.trim() }).toString();
    const { vue = "apercu", racine = "/" } = this.root.dataset;
    try {
      const python = this.#calculator.load();
      const coming = this.#calculator.etape !== undefined;
      this.#enter("chargement", coming ? "Le calculateur se télécharge ; votre saisie sera calculée." : "");
      await Promise.all([python, new Promise((done) => setTimeout(done, pause))]);
      if (turn !== this.#turn) return;
      const question = { action: /** @type {const} */ ("dessiner"), vue, fragment, racine };
      const reponse = await this.#calculator.ask(question);
      if (turn === this.#turn) this.#show(reponse);
    } catch {
      if (turn === this.#turn) this.#enter("panne", "Le calculateur n’a pas pu répondre.");
    }
  }

  /** @param {import("./client.js").Dessin | import("./client.js").Refus} reponse */
  #show(reponse) {
    if (reponse.ok) {
      this.#drawing.innerHTML = reponse.html; // escaped by Python's templates
      this.#enter("pret", reponse.annonce);
    } else if (reponse.panne === undefined) {
      const messages = (reponse.problemes ?? []).map(({ message }) => message);
      this.#enter("saisie", "", messages.join(" "));
    } else {
      this.#enter("panne", "Le calculateur n’a pas pu répondre.");
    }
  }

  /**
   * @param {string} etat
   * @param {string} status
   * @param {string} [error]
   */
  #enter(etat, status, error = "") {
    this.root.dataset.etat = etat;
    if (this.#status.textContent !== status) this.#status.textContent = status;
    this.#error.textContent = error.slice(0, 1).toUpperCase() + error.slice(1);
    this.#retry.hidden = etat !== "panne";
    this.#drawing.inert = etat !== "pret";
    this.#field.toggleAttribute("aria-invalid", false);
    if (etat === "saisie") this.#field.setAttribute("aria-invalid", "true");
  }
}

/**
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The small calculator has no ${selector}.`);
}

for (const root of document.querySelectorAll("[data-apercu]")) new Apercu(/** @type {HTMLElement} */ (root));
