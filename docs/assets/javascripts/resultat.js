// @ts-check

/** The title of each state; while Python works, that of what is still shown. */
const TITRES = /** @type {Record<string, string>} */ ({
  attente: "Exemple de l’instruction",
  pret: "Votre résultat",
  saisie: "À corriger",
  panne: "Calcul interrompu",
});

/** What is said while Python is coming. */
const ETAPES = /** @type {Record<string, string>} */ ({
  telechargement: "Le calculateur se télécharge ; vous pouvez continuer votre saisie.",
  regles: "Le calculateur charge les règles du programme.",
});

/**
 * The place of the result and its five states, `data-etat` of `#resultat`. The drawings come from
 * Python's escaped templates; anything else is placed as text.
 */
export class Resultat {
  #region;
  #title;
  #annonce;
  #drawing;
  #warnings;
  #example;

  /** @param {Element} root */
  constructor(root) {
    this.#region = find(root, "#resultat");
    this.#title = find(root, "#titre");
    this.#annonce = find(root, "#annonce");
    this.#drawing = find(root, "#dessin");
    this.#warnings = find(root, "#avertissements");
    this.#example = this.#drawing.innerHTML;
    this.retry = find(root, "#reessayer");
  }

  get etat() {
    return this.#region.dataset.etat;
  }

  /** Nothing typed: the worked example. */
  attente() {
    this.#enter("attente", this.#annonce.dataset.attente ?? "");
    this.#draw(this.#example);
  }

  /** @param {string} [etape] the step of the load; none when Python is only computing */
  chargement(etape) {
    this.#enter("chargement", etape === undefined ? "" : (ETAPES[etape] ?? ""));
  }

  /** @param {import("./client.js").Dessin} dessin */
  pret({ html, html_avertissements, annonce, situation }) {
    this.#enter("pret", annonce);
    this.#draw(html, html_avertissements);
    this.#region.dataset.situation = situation;
    performance.mark("calculateur:resultat");
  }

  /** @param {import("./client.js").Refus} refus */
  saisie({ html = "", html_avertissements = "", annonce = "" }) {
    this.#enter("saisie", annonce);
    this.#draw(html, html_avertissements);
  }

  /** @param {string} reason for whoever will mend it */
  panne(reason) {
    this.#enter("panne", "Le calculateur n’a pas pu répondre ; votre saisie est gardée.");
    this.#draw("");
    const title = document.createElement("p");
    const trace = document.createElement("pre");
    title.textContent = "Détail technique :";
    trace.textContent = reason;
    this.#drawing.append(title, trace);
  }

  /** Give the focus to the result, for a reader whose control has just gone. */
  focus() {
    this.#region.focus({ preventScroll: true });
  }

  /**
   * @param {string} etat
   * @param {string} annonce
   */
  #enter(etat, annonce) {
    this.#region.dataset.etat = etat;
    this.#title.textContent = TITRES[etat] ?? this.#title.textContent;
    delete this.#region.dataset.situation;
    this.#region.setAttribute("aria-busy", String(etat === "chargement"));
    this.retry.hidden = etat !== "panne";
    if (this.#annonce.textContent !== annonce) this.#annonce.textContent = annonce;
  }

  /**
   * Place a drawing; explanations that were open stay open, and the focus stays near.
   *
   * @param {string} html
   * @param {string} [warnings]
   */
  #draw(html, warnings = "") {
    const opened = [...this.#drawing.querySelectorAll("details[open]")].map(nameOf);
    const focused = this.#drawing.contains(document.activeElement);
    this.#warnings.innerHTML = warnings;
    this.#drawing.innerHTML = html;
    for (const details of this.#drawing.querySelectorAll("details")) {
      if (opened.includes(nameOf(details))) details.open = true;
    }
    if (focused) this.focus();
  }
}

/**
 * What tells an explanation from the others: its domain and its title, without the figures in it.
 *
 * @param {Element} details
 */
function nameOf(details) {
  const section = /** @type {HTMLElement | null} */ (details.closest("[data-domaine]"));
  return `${section?.dataset.domaine} ${details.querySelector("summary")?.textContent.replace(/[\d\s,]+/g, "")}`;
}

/**
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The simulator has no ${selector}.`);
}
