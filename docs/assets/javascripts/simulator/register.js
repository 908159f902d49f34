// @ts-check

import { find, say } from "../shared/page.js";
import { messageOf } from "../shared/within.js";
import { setField } from "../shared/fields.js";

/** How long a whole directory may take to be read, in milliseconds. */
const PATIENCE = 180_000;
/** The characters of a FINESS, which may have lost its first zero: fewer are one half typed. */
const LEAST = 8;
const FIELDS = ["nom", "region"];

/**
 * A directory that the reader gave: the FINESS typed in the form fills the name and the region from it. It stays in
 * this page. What the reader typed is never replaced; what came from another FINESS is.
 */
export class Repertoire {
  #form;
  #ask;
  #said;
  /** @type {File | undefined} */
  #file;
  /** What was filled last, by field. @type {Record<string, string>} */
  #given = {};
  /** Counts the questions: an answer to an older one is dropped. */
  #turn = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {(question: {action: string, [name: string]: unknown}, options?: import("../shared/calculator.js").Options) => Promise<any>} ask
   */
  constructor(form, ask) {
    this.#form = form;
    this.#ask = ask;
    this.#said = find(form, "#repertoire-dit");
    const place = find(form, "#repertoire");
    const input = /** @type {HTMLInputElement} */ (find(place, "input[type=file]"));
    input.addEventListener("change", (event) => {
      event.stopPropagation(); // it is no answer of the form
      void this.#take(input.files?.[0]);
    });
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.#take(event.dataTransfer?.files[0]);
    });
    this.#field("finess")?.addEventListener("input", () => void this.#fill());
  }

  /** @param {File | undefined} file */
  async #take(file) {
    if (!file) return;
    say(this.#said, "Lecture du répertoire…");
    const read = await this.#read(file);
    this.#file = read.ok ? file : this.#file;
    say(this.#said, read.annonce);
    if (read.ok) await this.#fill();
  }

  /** @param {File} file */
  async #read(file) {
    try {
      const fichier = await file.arrayBuffer();
      const question = { action: "lot", geste: "annuaire", nom: file.name, poids: file.size, racine: "../" };
      const answer = await this.#ask(question, { fichier, patience: PATIENCE });
      return answer.panne === undefined ? answer : { ok: false, annonce: "Le répertoire n’a pas pu être lu." };
    } catch (error) {
      return { ok: false, annonce: `Le répertoire n’a pas pu être lu : ${messageOf(error)}` };
    }
  }

  async #fill() {
    const finess = this.#field("finess")?.value.trim() ?? "";
    const turn = ++this.#turn;
    if (!this.#file || finess.replace(/\s/g, "").length < LEAST) return;
    const question = { action: "lot", geste: "chercher", finess };
    try {
      let found = await this.#ask(question);
      if (found.lu === false && (await this.#read(this.#file)).ok) found = await this.#ask(question); // Python came anew
      if (turn !== this.#turn || !found.ok) return;
      this.#place(found);
    } catch {
      // The form goes on without; the calculation that follows tells what is wrong.
    }
  }

  /** @param {Record<string, string>} found */
  #place(found) {
    const filled = FIELDS.filter((name) => {
      const field = this.#field(name);
      const value = found[name];
      if (!field || !value || (field.value !== "" && field.value !== this.#given[name])) return false;
      setField(field, value);
      this.#given[name] = value;
      return true;
    });
    const told = FIELDS.map((name) => found[name]).filter(Boolean).join(", ");
    const kept = filled.length > 0 ? "" : " Ce que vous avez saisi reste.";
    say(this.#said, told === "" ? "Ce FINESS n’est pas dans le répertoire." : `D’après le répertoire : ${told}.${kept}`);
    if (filled.length > 0) this.#form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {string} name */
  #field(name) {
    const field = this.#form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field : undefined;
  }
}
