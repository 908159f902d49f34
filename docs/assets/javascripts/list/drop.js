// @ts-check

import { find } from "../shared/page.js";

/** @typedef {{nom: string, contenu: Blob}} Source a list as the reader gave it, to be read as often as needed */

/** Where a list comes from: chosen, dropped, pasted, or the model. */
export class Depot {
  #place;
  #take;
  #paste;

  /**
   * @param {Element} root
   * @param {(source: Source) => void} take
   */
  constructor(root, take) {
    this.#place = find(root, "#depot");
    this.#take = take;
    this.#paste = /** @type {HTMLTextAreaElement} */ (find(root, "#collage"));
    const input = /** @type {HTMLInputElement} */ (find(root, "#fichier"));
    input.addEventListener("change", () => this.#takeFile(input.files?.[0]));
    input.addEventListener("click", () => (input.value = "")); // the same file, edited, may be chosen again
    for (const kind of ["dragenter", "dragover"]) this.#place.addEventListener(kind, (event) => this.#hover(event, true));
    for (const kind of ["dragleave", "drop"]) this.#place.addEventListener(kind, (event) => this.#hover(event, false));
    this.#place.addEventListener("drop", (event) => this.#takeFile(event.dataTransfer?.files[0]));
    find(root, "#lire-collage").addEventListener("click", () => this.#takePaste());
    const model = find(root, "#essai");
    model.addEventListener("click", () => void this.#takeModel(model.dataset.modele ?? ""));
  }

  /** @param {File | undefined} file */
  #takeFile(file) {
    if (file) this.#take({ nom: file.name, contenu: file });
  }

  #takePaste() {
    if (this.#paste.value.trim() === "") this.#paste.focus();
    else this.#take({ nom: "tableau collé", contenu: new Blob([this.#paste.value]) });
  }

  /** @param {string} address */
  async #takeModel(address) {
    const response = await fetch(address);
    this.#take({ nom: "lot-modele.csv (fictif)", contenu: await response.blob() });
  }

  /**
   * @param {Event} event
   * @param {boolean} over
   */
  #hover(event, over) {
    event.preventDefault();
    this.#place.classList.toggle("sunes-depot--survol", over);
  }
}
