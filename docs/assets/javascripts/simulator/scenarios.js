// @ts-check

import { find } from "../shared/page.js";

/** Beyond, a table is no longer read side by side. */
const MAX = 4;

/**
 * The scenarios kept beside the current situation: a hidden field of the analysis holds their fragments, one a
 * line, so that Python compares them and the tab remembers them with the other fields.
 */
export class Scenarios {
  #field;
  #list;
  #keep;

  /**
   * @param {HTMLElement} section of the analysis
   * @param {HTMLElement} region of the result
   */
  constructor(section, region) {
    this.#field = /** @type {HTMLTextAreaElement} */ (section.querySelector("[name=gardes]"));
    this.#list = find(section, ".sunes-scenarios__liste");
    this.#keep = /** @type {HTMLButtonElement} */ (find(section, "[data-garder]"));
    this.#keep.addEventListener("click", () => {
      const { situation } = region.dataset;
      if (situation !== undefined && !this.#kept.includes(situation)) this.#change([...this.#kept, situation]);
    });
    setTimeout(() => this.show()); // once the field has what the tab remembers
  }

  /**
   * Whether a situation is among those compared.
   *
   * @param {string} fragment
   */
  holds(fragment) {
    return this.#kept.includes(fragment);
  }

  /** Show the scenarios that the field holds. */
  show() {
    this.#list.replaceChildren(...this.#kept.map((_, index) => this.#line(index)));
    this.#keep.disabled = this.#kept.length >= MAX;
  }

  get #kept() {
    return this.#field.value.split("\n").filter(Boolean).slice(0, MAX);
  }

  /** @param {number} index */
  #line(index) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sunes-bouton";
    button.textContent = `Retirer le scénario ${String.fromCharCode("A".charCodeAt(0) + index)}`;
    button.addEventListener("click", () => this.#change(this.#kept.filter((_, other) => other !== index)));
    return button;
  }

  /** @param {string[]} scenarios */
  #change(scenarios) {
    this.#field.value = scenarios.join("\n");
    this.show();
    this.#keep.focus(); // the button that was pressed may be gone
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
