// @ts-check

import { find, say } from "../shared/page.js";

/** What one does with a result: copy its link, alone or after the answer in a sentence, print it, unfold its explanations. */
export class Outils {
  /** @type {Intl.DateTimeFormat | undefined} */
  #day;
  #copied;
  #named;
  #field;
  #sentence;
  #unfold;
  /** The answer in one sentence, where there is one. */
  #phrase = "";

  /**
   * @param {HTMLElement} root
   * @param {() => string} link the address of the result shown
   */
  constructor(root, link) {
    this.root = root;
    this.link = link;
    this.#copied = find(root, "#copie");
    this.#named = /** @type {HTMLInputElement} */ (find(root, "#lien-noms"));
    this.#field = /** @type {HTMLInputElement} */ (find(root, "#lien"));
    this.#sentence = find(root, "#copier-phrase");
    this.#unfold = find(root, "#deplier");
    find(root, "#copier").addEventListener("click", () => void this.#copy("Lien copié", "Le lien de ce résultat"));
    this.#sentence.addEventListener("click", () => {
      void this.#copy("Phrase et lien copiés", "La réponse et son lien", `${this.#phrase} `);
    });
    find(root, "#imprimer").addEventListener("click", () => print());
    this.#unfold.addEventListener("click", () => this.unfold(this.#unfold.ariaPressed !== "true"));
  }

  /**
   * Another result: what was said of the last one goes, and paper will tell its address.
   *
   * @param {string} phrase
   */
  reset(phrase) {
    this.#phrase = phrase;
    this.#copied.textContent = "";
    this.#sentence.hidden = true;
    if (this.#box) this.#box.hidden = true;
    const box = this.#named.closest("label");
    if (box) box.hidden = anonymous(this.link()) === this.link();
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

  /**
   * The clipboard does not exist on a page without TLS, and may be refused: the text is then shown. Whoever copied
   * the link is offered the answer with it.
   *
   * @param {string} done
   * @param {string} label of the field that shows the text
   * @param {string} [before] what stands before the link
   */
  async #copy(done, label, before = "") {
    const whole = this.link();
    const link = this.#named.checked ? whole : anonymous(whole);
    const without = link === whole ? "" : `${before && ", le lien"} sans nom ni FINESS`;
    const text = before + link;
    this.#sentence.hidden = this.#phrase === "";
    try {
      await navigator.clipboard.writeText(text);
      if (this.#box) this.#box.hidden = true;
      this.#copied.textContent = `${done}${without}.`;
    } catch {
      if (this.#box) this.#box.hidden = false;
      if (this.#box) find(this.#box, "span").textContent = label;
      this.#field.value = text;
      this.#field.focus();
      this.#field.select();
      this.#copied.textContent = `Le texte à copier est sélectionné${without} : Ctrl + C.`;
    }
  }

  get #box() {
    return this.#field.closest("label");
  }
}

/**
 * A link that names no establishment: what is computed is the same.
 *
 * @param {string} link
 */
function anonymous(link) {
  const [page = "", fragment = ""] = link.split("#");
  const kept = fragment.split("&").filter((part) => !/^(\d+\.)?(nom|finess)=/.test(part));
  return `${page}#${kept.join("&")}`;
}
