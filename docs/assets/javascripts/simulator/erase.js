// @ts-check

import { find, hide } from "../shared/page.js";

/**
 * « Tout effacer », once there is something to erase, and the way back for as long as one stays on the page.
 * What was typed after an erasure is not lost by its undoing: the two change places.
 */
export class Effacer {
  #erase;
  #restore;
  #told;
  #act;
  #erased = "";

  /**
   * @param {HTMLElement} root
   * @param {{fragment: () => string, fill: (fragment: string) => void, clear: () => void, restore: () => void}} act
   */
  constructor(root, act) {
    this.#act = act;
    this.#erase = find(root, "#effacer");
    this.#restore = find(root, "#retablir");
    this.#told = find(root, "#efface-dit");
    this.#erase.addEventListener("click", () => {
      this.#swap("");
      act.clear();
      this.#told.textContent = "Tout est effacé.";
      this.#restore.focus(); // the button goes
    });
    this.#restore.addEventListener("click", () => {
      this.#swap(this.#erased);
      act.restore();
      this.#told.textContent = "Votre saisie est rétablie.";
      if (this.#restore.hidden) this.#erase.focus();
    });
  }

  /** @param {string} fragment what the form says */
  refresh(fragment) {
    hide(this.#erase, fragment === "");
    if (this.#told.textContent !== "") this.#told.textContent = "";
  }

  /** @param {string} fragment which takes the place of what is typed */
  #swap(fragment) {
    this.#erased = this.#act.fragment();
    this.#act.fill(fragment);
    hide(this.#restore, this.#erased === "");
  }
}
