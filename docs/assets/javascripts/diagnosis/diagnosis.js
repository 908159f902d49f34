// @ts-check

import { fonctions, poste } from "./checks.js";
import { copie } from "./copy.js";
import { fichiers } from "./files.js";
import { find, takeInHand } from "../shared/page.js";
import { place } from "../shared/recovery.js";
import { messageOf } from "../shared/within.js";

/** @typedef {import("./checks.js").Controle} Controle */

/** The word of each verdict, and the shape that comes with it. */
const MOTS = /** @type {Record<import("./checks.js").Verdict, string>} */ ({
  bon: "✓ Bon",
  limite: "– Limité",
  altere: "✗ Altéré",
  bloque: "✗ Bloqué",
});

/** The page that tries everything the calculator needs, and writes a report. Nothing is sent. */
class Diagnostic {
  #said;
  #table;
  #report;
  #start;
  #copy;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#said = find(root, "#diagnostic-dit");
    this.#table = find(root, "#diagnostic-table");
    this.#report = /** @type {HTMLTextAreaElement} */ (find(root, "#diagnostic-rapport"));
    this.#start = /** @type {HTMLButtonElement} */ (find(root, "#diagnostic-lancer"));
    this.#copy = find(root, "#diagnostic-copier");
    this.#start.addEventListener("click", () => void this.#run());
    this.#copy.addEventListener("click", () => void this.#give());
    this.#start.disabled = false; // not before: a click would have been lost
    takeInHand(root);
  }

  async #run() {
    this.#start.disabled = true;
    const rows = find(this.#table, "tbody");
    rows.replaceChildren();
    this.#table.hidden = false;
    /** @type {Controle[]} */
    const done = [];
    const tell = (/** @type {Controle} */ item) => {
      done.push(item);
      rows.append(row(item));
      this.#said.textContent = `Essai en cours : ${done.length} faits…`;
    };
    try {
      for await (const item of this.#all()) tell(item);
    } catch (error) {
      tell({ essai: "Suite des essais", verdict: "bloque", constat: messageOf(error) });
    }
    this.#report.value = [...poste(), "", ...done.map(line), "", conclusion(done)].join("\n");
    for (const hidden of [this.#report, this.#copy, this.#report.labels[0]]) if (hidden) hidden.hidden = false;
    this.#said.textContent = conclusion(done);
    this.#start.textContent = "Recommencer";
    this.#start.disabled = false;
  }

  async *#all() {
    yield* fonctions();
    const { root } = place();
    yield* fichiers(root);
    yield* copie(root);
  }

  /** The clipboard does not exist everywhere: the report is then selected. */
  async #give() {
    try {
      await navigator.clipboard.writeText(this.#report.value);
      this.#said.textContent = "Rapport copié.";
    } catch {
      this.#report.focus();
      this.#report.select();
      this.#said.textContent = "Le rapport est sélectionné : copiez-le avec Ctrl + C.";
    }
  }
}

/** @param {Controle} item */
function row({ essai, verdict, constat }) {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = essai;
  made.append(head);
  for (const text of [MOTS[verdict], constat]) made.insertCell().textContent = text;
  made.dataset.verdict = verdict;
  return made;
}

/** @param {Controle} item */
function line({ essai, verdict, constat }) {
  return `${MOTS[verdict]} · ${essai} · ${constat}`;
}

/** @param {Controle[]} done */
function conclusion(done) {
  const count = (/** @type {string[]} */ ...kinds) => done.filter(({ verdict }) => kinds.includes(verdict)).length;
  const bad = count("bloque", "altere");
  const less = count("limite");
  if (bad > 0) return `Le simulateur ne peut pas fonctionner ici : ${bad} essai${bad > 1 ? "s" : ""} en défaut sur ${done.length}.`;
  if (less > 0) return `Le simulateur fonctionne ici, avec ${less} limite${less > 1 ? "s" : ""} ; ${done.length} essais.`;
  return `Tout est bon : ${done.length} essais.`;
}

const root = /** @type {HTMLElement | null} */ (document.querySelector("#diagnostic"));
if (root) new Diagnostic(root);
