// @ts-check

import { reach, setField, showMessages } from "./champs.js";
import { showCounts, showRelevant } from "./sections.js";

/**
 * The form, read and written as the text of a fragment: `activite_combinee=127800&DS1=F1`.
 * Field names are the parameters. What each value means is for Python to say.
 */
export class Formulaire {
  #blank;
  /** @type {[string, string][]} parameters without a field here, such as those of a second establishment */
  #others = [];

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    const blank = /** @type {HTMLFormElement} */ (form.cloneNode(true));
    blank.reset();
    this.#blank = new FormData(blank);
    this.refresh();
  }

  /** What was typed or chosen, and nothing for what the blank form already says. */
  get fragment() {
    return new URLSearchParams([...this.#answers, ...this.#others]).toString();
  }

  /** Show the blocks that the answers ask for, and how many answers each section holds. */
  refresh() {
    const read = () => {
      const answers = this.#answers;
      return (/** @type {string} */ name) => answers.get(name) ?? "";
    };
    showRelevant(this.form, read);
    showCounts(this.form, read());
  }

  /**
   * Fill the form from a fragment. What a field cannot show is left out of the form.
   *
   * @param {string} fragment
   */
  fill(fragment) {
    this.form.reset();
    for (const [name, value] of new URLSearchParams(fragment)) {
      const field = this.form.elements.namedItem(name);
      if (field) setField(field, value);
    }
    this.keepOthers(fragment);
    this.refresh();
  }

  /**
   * Keep beside the form the parameters that have no field in it. The version of the rules is not
   * one of them: what is typed is computed by the rules in force.
   *
   * @param {string} fragment
   */
  keepOthers(fragment) {
    this.#others = [...new URLSearchParams(fragment)].filter(
      ([name]) => name !== "regles" && !this.form.elements.namedItem(name),
    );
  }

  /**
   * Say beside each field how Python read it.
   *
   * @param {Record<string, string>} compris
   */
  showUnderstood(compris) {
    for (const place of this.form.querySelectorAll("[data-compris]")) {
      const { compris: name = "", vide = "" } = /** @type {HTMLElement} */ (place).dataset;
      place.textContent = compris[name] ?? vide;
    }
  }

  /**
   * Say each problem beside its field, and only those.
   *
   * @param {import("./client.js").Probleme[]} problemes
   */
  showProblems(problemes) {
    for (const place of this.form.querySelectorAll("[data-champ]")) {
      const champ = /** @type {HTMLElement} */ (place).dataset.champ;
      const messages = problemes.filter((probleme) => probleme.champ === champ).map(({ message }) => message);
      showMessages(place, `erreur-${champ}`, messages);
    }
  }

  /**
   * Bring the reader to a field, even one in a closed section.
   *
   * @param {string} champ
   */
  focus(champ) {
    const place = this.form.querySelector(`[data-champ="${CSS.escape(champ)}"]`);
    if (place) reach(place);
  }

  get #answers() {
    const data = new FormData(this.form);
    const said = [...new Set(data.keys())]
      .map((name) => /** @type {[string, string]} */ ([name, data.getAll(name).join(",").trim()]))
      .filter(([name, value]) => value !== this.#blank.get(name));
    return new Map(said);
  }
}
