// @ts-check

import { isSo } from "../shared/sections.js";
import { setField } from "../shared/fields.js";

/** What a name of the form that no link holds starts with. */
export const OWN = "_";

/**
 * The questions whose answers are those of other fields, `data-vue`: an answer writes them as a link would
 * (« cro=oui&DS1.3.atteinte=non »), and is ticked when they say so.
 */
export class Vues {
  #form;
  /** @type {{radio: HTMLInputElement, written: [string, string][]}[]} */
  #radios;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-vue] input[type=radio]"));
    this.#radios = [...radios].map((radio) => ({ radio, written: [...new URLSearchParams(radio.value)] }));
  }

  /**
   * Write the fields that an answer stands for.
   *
   * @param {EventTarget | null} target
   */
  write(target) {
    if (!(target instanceof HTMLInputElement) || !target.name.startsWith(OWN)) return;
    for (const [name, value] of new URLSearchParams(target.value)) {
      const field = this.#form.elements.namedItem(name);
      if (field) setField(field, value);
    }
  }

  /**
   * Tick what the fields say.
   *
   * @param {import("../shared/sections.js").Answer} answer
   */
  refresh(answer) {
    for (const { radio, written } of this.#radios) {
      const { lu } = radio.dataset;
      const said = lu === undefined ? written.every(([name, value]) => answer(name) === value) : isSo(lu, answer);
      if (radio.checked !== said) radio.checked = said;
    }
  }
}
