// @ts-check

import { find, say } from "../shared/page.js";

/** What one does with a result: copy its link, print it, unfold its explanations. */
export class Outils {
  /** @type {Intl.DateTimeFormat | undefined} */
  #day;
  #copied;
  #field;
  #unfold;

  /**
   * @param {HTMLElement} root
   * @param {() => string} link the address of the result shown
   */
  constructor(root, link) {
    this.root = root;
    this.link = link;
    this.#copied = find(root, "#copie");
    this.#field = /** @type {HTMLInputElement} */ (find(root, "#lien"));
    this.#unfold = find(root, "#deplier");
    find(root, "#copier").addEventListener("click", () => void this.#copy());
    find(root, "#imprimer").addEventListener("click", () => print());
    this.#unfold.addEventListener("click", () => this.unfold(this.#unfold.ariaPressed !== "true"));
  }

  /** Another result: what was said of the last one goes, and paper will tell its address. */
  reset() {
    this.#copied.textContent = "";
    if (this.#box) this.#box.hidden = true;
    this.#unfold.ariaPressed = "false";
    setTimeout(() => this.#sign()); // a browser takes its time to learn dates: the result is drawn first
  }

  #sign() {
    this.#day ??= new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" });
    say(find(this.root, "#papier"), `Calculé le ${this.#day.format()}. Ce résultat se rouvre à l’adresse ${this.link()}`);
  }

  /**
   * Open every explanation, or close them all.
   *
   * @param {boolean} open
   */
  unfold(open) {
    this.#unfold.ariaPressed = String(open);
    for (const details of this.root.querySelectorAll("#dessin details")) {
      /** @type {HTMLDetailsElement} */ (details).open = open;
    }
  }

  /** The clipboard does not exist on a page without TLS, and may be refused: the link is then shown. */
  async #copy() {
    const link = this.link();
    try {
      await navigator.clipboard.writeText(link);
      if (this.#box) this.#box.hidden = true;
      this.#copied.textContent = "Lien copié.";
    } catch {
      if (this.#box) this.#box.hidden = false;
      this.#field.value = link;
      this.#field.focus();
      this.#field.select();
      this.#copied.textContent = "Le lien est sélectionné : copiez-le avec Ctrl + C.";
    }
  }

  get #box() {
    return this.#field.closest("label");
  }
}
