// @ts-check

import { Announcer } from "../shared/announcer.js";
import { forget, learn, parse, redraw } from "../shared/unfolding.js";
import { find, hide, say } from "../shared/page.js";

/** The title of each state; while Python works, that of what is still shown. */
const TITRES = /** @type {Record<string, string>} */ ({
  attente: "Exemple de l’instruction",
  pret: "Votre résultat",
  saisie: "À corriger",
  panne: "Calcul interrompu",
});

/** Where the link of the summary leads, by state. */
const SUITES = /** @type {Record<string, string>} */ ({ saisie: "Voir les erreurs", panne: "Voir la panne" });

/** The amounts first: they leave a drawing for the summary. */
const FIGURES = ".sunes-chiffres";

/**
 * The place of the result and its five states, `data-etat` of `#resultat`; above it, its summary, with the sentence
 * of the state for the eye, and the one that is announced. The drawings come from Python's escaped templates; anything else is
 * placed as text.
 */
export class Resultat {
  #side;
  #region;
  #title;
  #phrase;
  #announcer;
  #figures;
  #drawing;
  #warnings;
  #tools;
  #way;
  #example;
  /** @type {import("../shared/unfolding.js").Parties} */
  #parts = new Map();

  /** @param {Element} root */
  constructor(root) {
    this.#side = find(root, ".sunes-cote");
    this.#region = find(root, "#resultat");
    this.#title = find(root, "#titre");
    this.#phrase = find(root, "#phrase");
    this.#announcer = new Announcer(find(root, "#annonce"));
    this.#figures = find(root, "#chiffres");
    this.#drawing = find(root, "#dessin");
    this.#warnings = find(root, "#avertissements");
    this.#tools = find(root, ".sunes-outils");
    this.#way = find(root, ".sunes-bandeau .sunes-vers");
    this.#example = this.#figures.innerHTML + this.#drawing.innerHTML;
    this.retry = find(root, "#reessayer");
  }

  /** Whether what is drawn is the worked example, which no amount of the reader's may be taken for. */
  get #isExample() {
    return this.#side.dataset.exemple !== undefined;
  }

  get etat() {
    return this.#region.dataset.etat;
  }

  /** The canonical fragment of the situation shown, while there is one. */
  get situation() {
    return this.#region.dataset.situation;
  }

  /** The names of the parts that a drawing may leave empty. */
  get parties() {
    return [...this.#parts.keys()];
  }

  /**
   * Nothing typed: the worked example.
   *
   * @param {boolean} isTyping more may follow
   */
  attente(isTyping) {
    const { attente = "" } = this.#phrase.dataset;
    if (this.etat !== "attente") this.#announcer.tell(attente, isTyping);
    this.#enter("attente", attente);
    this.#draw(this.#example);
    this.#side.dataset.exemple = "";
  }

  /**
   * @param {boolean} coming whether Python is still coming, or only computing
   * @param {boolean} [isLink] what comes is that of a link
   */
  chargement(coming, isLink) {
    if (isLink) say(this.#title, "Calcul de votre lien…");
    else if (this.#isExample && isLink === false) say(this.#title, "Calcul de votre situation…");
    if (coming) hide(this.#tools, true); // what is said takes their place
    const sentence = coming ? "Le calculateur se télécharge ; vous pouvez continuer votre saisie." : "";
    if (coming || this.etat === "panne") this.#announcer.tell(sentence);
    else this.#announcer.hush();
    this.#enter("chargement", sentence);
  }

  /**
   * @param {import("../shared/calculator.js").Dessin} dessin
   * @param {boolean} isTyping more may follow
   */
  pret({ html, html_avertissements, annonce, situation }, isTyping) {
    this.#enter("pret", ""); // the figures say it all
    this.#announcer.tell(annonce, isTyping);
    this.#draw(html, html_avertissements);
    this.#region.dataset.situation = situation;
    performance.mark("calculateur:resultat");
  }

  /**
   * @param {import("../shared/calculator.js").Refus} refus
   * @param {boolean} isTyping more may follow
   */
  saisie({ html = "", html_avertissements = "", annonce = "" }, isTyping) {
    this.#announcer.tell(annonce, isTyping);
    this.#enter("saisie", annonce);
    this.#draw(html, html_avertissements);
  }

  /** @param {string} reason for whoever will mend it */
  panne(reason) {
    const sentence = "Le calculateur n’a pas pu répondre ; votre saisie est gardée.";
    this.#announcer.tell(sentence);
    this.#enter("panne", sentence);
    this.#draw("");
    const title = document.createElement("p");
    const trace = document.createElement("pre");
    title.textContent = "Détail technique :";
    trace.textContent = reason;
    trace.tabIndex = 0; // it may scroll
    const help = document.createElement("p");
    const link = document.createElement("a");
    link.href = new URL("../../diagnostic/", import.meta.url).href;
    link.textContent = "Diagnostic pour votre service informatique";
    help.append("Si la panne revient : ", link, ".");
    this.#drawing.append(help, title, trace);
  }

  /** Give the focus to the result, for a reader whose control has just gone. */
  focus() {
    this.#region.focus({ preventScroll: true });
  }

  /** Bring the reader to the result. */
  reach() {
    this.#region.focus();
    this.#region.scrollIntoView({ block: "start" });
  }

  /**
   * @param {string} etat
   * @param {string} phrase
   */
  #enter(etat, phrase) {
    this.#region.dataset.etat = etat;
    this.#side.dataset.resultat = etat; // what is around the result follows it
    if (TITRES[etat]) say(this.#title, TITRES[etat]);
    say(this.#way, SUITES[etat] ?? "Voir le détail");
    delete this.#region.dataset.situation;
    this.#region.setAttribute("aria-busy", String(etat === "chargement"));
    hide(this.retry, etat !== "panne");
    this.#tools.inert = etat !== "pret";
    if (etat !== "chargement") hide(this.#tools, etat !== "pret");
    say(this.#phrase, phrase);
  }

  /**
   * Place a drawing; explanations that were open stay open, and the focus stays near. Its figures go to the
   * summary, which stays in sight.
   *
   * @param {string} html
   * @param {string} [warnings]
   */
  #draw(html, warnings = "") {
    delete this.#side.dataset.exemple;
    const focused = this.#drawing.contains(document.activeElement);
    const drawing = parse(html);
    const figures = document.createDocumentFragment();
    figures.append(...drawing.querySelectorAll(FIGURES));
    redraw(this.#warnings, parse(warnings));
    redraw(this.#figures, figures);
    learn(this.#parts, drawing);
    redraw(this.#drawing, drawing, this.#parts);
    forget(this.#parts, this.#drawing);
    if (focused && !this.#drawing.contains(document.activeElement)) this.focus();
  }
}
