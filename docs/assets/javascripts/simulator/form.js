// @ts-check

import { clear, reach, setField } from "../shared/fields.js";
import { Dossier } from "./dossier.js";
import { Etablissements } from "./establishments.js";
import { Faults } from "../shared/faults.js";
import { say } from "../shared/page.js";
import { showRelevant } from "../shared/sections.js";
import { Taches } from "./tasks.js";
import { OWN, Vues } from "./views.js";

/**
 * The form, read and written as the text of a fragment: `activite_combinee=127800&DS1=F1`.
 * Field names are the parameters. What each value means is for Python to say. Of a dossier, the form shows
 * one establishment at a time.
 */
export class Formulaire {
  #blank;
  #dossier = new Dossier();
  #etablissements;
  #faults;
  #taches;
  #vues;
  /** @type {[string, string][]} parameters of the establishment shown that have no field */
  #others = [];
  /** @type {import("../shared/calculator.js").Probleme[]} */
  #problemes = [];
  /** @type {Record<string, string>} */
  #doutes = {};
  /** @type {Record<string, string>} */
  #compris = {};

  /**
   * @param {HTMLFormElement} form
   * @param {(tache: string) => void} follow what else follows the task
   */
  constructor(form, follow) {
    this.form = form;
    this.#blank = blankOf(form);
    this.#faults = new Faults(form);
    this.#vues = new Vues(form);
    form.addEventListener("input", ({ target }) => this.#vues.write(target)); // before whoever reads the fields
    this.#taches = new Taches(form, () => this.#read(), follow);
    this.#etablissements = new Etablissements(form, {
      show: (index) => this.#turn(() => this.#dossier.show(index)),
      add: () => this.#turn(() => this.#dossier.add()),
      remove: () => this.#turn(() => this.#dossier.remove()),
    });
    this.refresh();
  }

  /** What was typed or chosen, and nothing for what the blank form already says. */
  get fragment() {
    this.#keep();
    return this.#dossier.write();
  }

  /** Show the blocks that the answers ask for. */
  refresh() {
    showRelevant(this.form, () => this.#read());
    const answer = this.#read();
    this.#vues.refresh(answer);
    this.#taches.refresh(answer);
    this.#keep();
    this.#drawEtablissements();
  }

  /**
   * Fill the form from a fragment.
   *
   * @param {string} fragment
   */
  fill(fragment) {
    this.#dossier.read(fragment);
    this.#show();
  }

  /**
   * Fill the form from a link that was opened: all that it says is in sight.
   *
   * @param {string} fragment
   */
  open(fragment) {
    this.fill(fragment);
    this.#taches.open();
  }

  /**
   * Keep beside the form what has no field in it: the other establishments, and parameters unknown here.
   *
   * @param {string} fragment the canonical one
   */
  keepOthers(fragment) {
    this.#keep();
    this.#others = this.#fieldless(this.#dossier.follow(fragment));
  }

  /**
   * Say beside each field how Python read it.
   *
   * @param {Record<string, string>} compris
   */
  showUnderstood(compris) {
    this.#compris = compris;
    const here = new Map(this.#here(Object.keys(compris)).map(({ name, champ }) => [name, compris[champ]]));
    for (const place of this.form.querySelectorAll("[data-compris]")) {
      const { compris: name = "", vide = "" } = /** @type {HTMLElement} */ (place).dataset;
      say(place, here.get(name) ?? vide);
    }
  }

  /**
   * Say each problem and each doubt beside its field, and only those.
   *
   * @param {import("../shared/calculator.js").Probleme[]} problemes
   * @param {Record<string, string>} [doutes]
   */
  showProblems(problemes, doutes = {}) {
    const isRight = [problemes, this.#problemes, Object.keys({ ...doutes, ...this.#doutes })].every(({ length }) => length === 0);
    if (isRight) return;
    this.#problemes = problemes;
    this.#doutes = doutes;
    const concerned = [...problemes.flatMap(({ champ }) => champ ?? []), ...Object.keys(doutes)];
    const names = new Map(this.#here(concerned).map(({ name, champ }) => [champ, name]));
    for (const place of this.form.querySelectorAll("[data-champ]")) {
      const champs = (/** @type {HTMLElement} */ (place).dataset.champ ?? "").split(" "); // a question may write several
      const isHere = (/** @type {string | null} */ champ) => champs.includes(names.get(champ ?? "") ?? "");
      const messages = problemes.filter((item) => isHere(item.champ)).map(({ message }) => message);
      const doubt = Object.keys(doutes).find(isHere) ?? "";
      this.#faults.show(place, champs.join("-"), messages, doutes[doubt]);
    }
    this.#drawEtablissements();
  }

  /**
   * Bring the reader to a field, even one in a closed section or of another establishment.
   *
   * @param {string} champ
   */
  focus(champ) {
    const { index, name } = this.#dossier.locate(champ);
    if (index !== this.#dossier.shown) this.#turn(() => this.#dossier.show(index));
    const place = this.#taches.reveal([...this.form.querySelectorAll(`[data-champ~="${CSS.escape(name)}"]`)]);
    if (place) reach(place);
  }

  /**
   * Show another establishment.
   *
   * @param {() => void} act
   */
  #turn(act) {
    this.#keep();
    act();
    this.#show();
    this.showUnderstood(this.#compris);
    this.showProblems(this.#problemes, this.#doutes);
    this.#etablissements.focus();
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The fields say what the dossier holds of the establishment shown. */
  #show() {
    const { answers } = this.#dossier;
    clear(this.form);
    for (const [name, value] of answers) {
      const field = this.form.elements.namedItem(name);
      if (field) setField(field, value);
    }
    this.#others = this.#fieldless(answers);
    this.refresh();
  }

  /** The dossier holds what the fields say. */
  #keep() {
    this.#dossier.keep([...this.#answers, ...this.#others]);
  }

  #drawEtablissements() {
    const names = Array.from({ length: this.#dossier.size }, (_, index) => this.#dossier.nameOf(index));
    const faulty = this.#problemes.flatMap(({ champ }) => (champ ? this.#dossier.locate(champ).index : []));
    this.#etablissements.draw(names, this.#dossier.shown, new Set(faulty));
  }

  /**
   * Of these parameters, those about the establishment shown, with their names in the form.
   *
   * @param {string[]} champs
   */
  #here(champs) {
    return champs
      .map((champ) => ({ champ, ...this.#dossier.locate(champ) }))
      .filter(({ index }) => index === this.#dossier.shown);
  }

  /** @param {[string, string][]} answers */
  #fieldless(answers) {
    return answers.filter(([name]) => !this.form.elements.namedItem(name));
  }

  /** @returns {import("../shared/sections.js").Answer} the answers of this instant */
  #read() {
    const answers = this.#answers;
    return (name) => answers.get(name) ?? "";
  }

  get #answers() {
    const data = new FormData(this.form);
    const said = [...new Set(data.keys())]
      .filter((name) => !name.startsWith(OWN))
      .map((name) => /** @type {[string, string]} */ ([name, data.getAll(name).join(",").trim()]))
      .filter(([name, value]) => value !== this.#blank.get(name));
    return new Map(said);
  }
}

/**
 * What a form says before anyone answers, by name: its page says so, whatever the browser put back in it.
 *
 * @param {HTMLFormElement} form
 */
function blankOf(form) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const control of form.elements) {
    if (control instanceof HTMLSelectElement) {
      const option = control.querySelector("option[selected]") ?? control.options[0];
      found.set(control.name, option instanceof HTMLOptionElement ? option.value : "");
    } else if (control instanceof HTMLInputElement) {
      const isChoice = control.type === "radio" || control.type === "checkbox";
      if (!isChoice || control.defaultChecked) found.set(control.name, isChoice ? control.value : control.defaultValue);
    }
  }
  return found;
}
