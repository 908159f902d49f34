// @ts-check

import { find, hide } from "./page.js";

/** What Python is doing once its files are here. */
const ETAPES = /** @type {Record<string, string>} */ ({
  telechargement: "Téléchargement du calculateur…",
  demarrage: "Démarrage de Python…",
  regles: "Lecture des règles…",
  publication: "Le site a été mis à jour : cette page se recharge…",
});

/** How far Python is, for the eye: the sentence that is announced does not follow each byte. */
export class Avancement {
  #root;
  #place;
  #bar;
  #words;

  /** @param {Element} root */
  constructor(root) {
    this.#root = root;
    this.#place = find(root, "#avancement");
    this.#bar = /** @type {HTMLProgressElement} */ (find(root, "#avancement progress"));
    this.#words = find(root, "#avancement span");
  }

  /** @param {import("./calculator.js").Progres | undefined} progres nothing when Python is here, or not wanted */
  show(progres) {
    hide(this.#place, progres === undefined);
    this.#root.classList.toggle("sunes-venue", progres !== undefined);
    if (progres === undefined) return;
    const { etape, recus, total } = progres;
    if (etape === "telechargement" && recus !== undefined && total !== undefined && recus < total) {
      this.#bar.max = total;
      this.#bar.value = recus;
      this.#words.textContent = `${megabytes(recus)} sur ${megabytes(total)} Mo`;
    } else {
      this.#bar.removeAttribute("value");
      this.#words.textContent = ETAPES[total !== undefined && recus === total ? "demarrage" : etape] ?? "";
    }
  }
}

/**
 * « 3,4 », without the formats of the browser: the first one it is asked for costs a frame.
 *
 * @param {number} bytes
 */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1).replace(".", ",");
}
