// @ts-check

import { megabytes } from "../shared/progress.js";
import { find } from "../shared/page.js";

/**
 * @typedef {object} Source what the documents are made of
 * @property {() => string} adresse the address of the simulator, without a fragment
 * @property {(question: {action: string, [name: string]: unknown}, options?: import("../shared/calculator.js").Options) => Promise<any>} ask
 */

/** The libraries that a document needs, which Python loads the first time. */
const PAQUETS = /** @type {Record<string, string>} */ ({ justificatif: "segno", xlsx: "openpyxl" });

/** What one takes away of a result: a receipt to print, files. Python makes each when it is asked for. */
export class Garder {
  #dit;

  /**
   * @param {HTMLElement} root
   * @param {Source} source
   */
  constructor(root, source) {
    this.root = root;
    this.source = source;
    this.#dit = find(root, "#garder-dit");
    find(root, "#justifier").addEventListener("click", () => void this.#take("justificatif", (made) => this.#print(made)));
    for (const button of root.querySelectorAll("[data-document]")) {
      const nom = /** @type {HTMLElement} */ (button).dataset.document ?? "";
      button.addEventListener("click", () => void this.#take(nom, (made) => this.#save(made)));
    }
  }

  /** Whether the receipt has all its details, on further pages. */
  get #details() {
    return /** @type {HTMLInputElement} */ (find(this.root, "#justifier-details"));
  }

  /** Another result: what was said of the last one goes. */
  reset() {
    this.#dit.textContent = "";
  }

  /**
   * Have a document made, and hand it over.
   *
   * @param {string} nom
   * @param {(made: any) => void} hand
   */
  async #take(nom, hand) {
    const fragment = find(this.root, "#resultat").dataset.situation;
    if (fragment === undefined) {
      this.#dit.textContent = "Le résultat se calcule encore : réessayez dans un instant.";
      return;
    }
    this.#dit.textContent = "Le document se prépare…";
    try {
      const question = { action: "document", nom, fragment, jour: today(), adresse: this.source.adresse(), details: this.#details.checked };
      const recevoir = (/** @type {number} */ recus) => {
        this.#dit.textContent = `Le document se prépare : un complément se télécharge, ${megabytes(recus)} Mo…`;
      };
      const made = await this.source.ask(question, { paquet: PAQUETS[nom], recevoir });
      if (!made.ok) throw new Error(made.panne ?? made.problemes[0].message);
      this.#dit.textContent = "";
      hand(made);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#dit.textContent = `Le document n’a pas pu être fait ; votre saisie est gardée. Réessayez. (${reason.trim().split("\n").at(-1)})`;
    }
  }

  /** @param {{fichier: string, type: string, base64: string}} made */
  #save({ fichier, type, base64 }) {
    download(fichier, new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], { type }));
    this.#dit.textContent = `Fichier « ${fichier} » remis à votre navigateur.`;
  }

  /**
   * The receipt alone goes to paper, under a title that names what it is about; the page is as before once the
   * printer has it.
   *
   * @param {{html: string, titre: string}} made
   */
  #print({ html, titre }) {
    const page = document.documentElement;
    const { title } = document;
    document.title = titre;
    find(this.root, "#feuilles").innerHTML = html;
    page.dataset.impression = "justificatif";
    const end = () => {
      delete page.dataset.impression;
      document.title = title;
    };
    addEventListener("afterprint", end, { once: true });
    print();
  }
}

/**
 * Hand a file to the browser.
 *
 * @param {string} name
 * @param {Blob} content
 */
export function download(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading it
}

/** The reader's day, as the rules write days. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
