// @ts-check

import { find, hide, say } from "../shared/page.js";

/** Which establishment of a dossier the form shows: choose one, add one, remove it. */
export class Etablissements {
  #list;
  #remove;

  /**
   * @param {HTMLFormElement} form
   * @param {{show: (index: number) => void, add: () => void, remove: () => void}} act
   */
  constructor(form, act) {
    this.#list = find(form, "#etablissements");
    this.#remove = find(form, "#retirer-etablissement");
    find(form, "#ajouter-etablissement").addEventListener("click", act.add);
    this.#remove.addEventListener("click", act.remove);
    this.#list.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button");
      if (button) act.show([...this.#list.children].indexOf(button));
    });
  }

  /**
   * @param {string[]} names
   * @param {number} shown
   * @param {ReadonlySet<number>} faulty those that have something to mend
   */
  draw(names, shown, faulty) {
    const single = names.length === 1;
    hide(this.#list, single);
    hide(this.#remove, single);
    while (this.#list.children.length > names.length) this.#list.lastElementChild?.remove();
    for (const [index, name] of names.entries()) {
      const button = this.#list.children[index] ?? this.#list.appendChild(blank());
      say(button, faulty.has(index) ? `${name} (à corriger)` : name);
      button.ariaPressed = String(index === shown);
    }
  }

  /** Give the focus to the establishment shown, for a reader whose control has gone. */
  focus() {
    const shown = this.#list.hidden ? this.#list.parentElement?.querySelector("#ajouter-etablissement") : this.#list.querySelector("[aria-pressed=true]");
    /** @type {HTMLElement | null | undefined} */ (shown)?.focus();
  }
}

function blank() {
  const button = document.createElement("button");
  button.type = "button";
  return button;
}
