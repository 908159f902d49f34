// @ts-check

import { eraseAll } from "../site/erase.js";
import { download, today } from "./keep.js";
import { find } from "../shared/page.js";
import { Sauvegardes } from "../shared/saves.js";

/** The situations kept in this browser: name one, open one, remove one, take them all elsewhere or away. */
export class Enregistrer {
  #sauvegardes;
  #box;
  #list;
  #nom;
  #dit;

  /**
   * @param {HTMLElement} root
   * @param {() => string} situation what is typed now
   */
  constructor(root, situation) {
    this.situation = situation;
    this.#sauvegardes = new Sauvegardes(new URL(root.dataset.racine ?? "/", document.baseURI).pathname);
    this.#box = find(root, "#garder");
    this.#list = find(root, "#sauvegardes");
    this.#nom = /** @type {HTMLInputElement} */ (find(root, "#sauvegarde-nom"));
    this.#dit = find(root, "#sauvegardes-dit");
    const file = /** @type {HTMLInputElement} */ (find(root, "#sauvegardes-fichier"));
    this.#box.addEventListener("toggle", () => this.#draw());
    addEventListener("storage", () => this.#draw()); // another tab saved, or removed
    find(root, "#sauvegarder").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#do(() => this.#save());
    });
    find(root, "#sauvegardes-exporter").addEventListener("click", () =>
      void this.#do(() => this.#export()),
    );
    find(root, "#sauvegardes-effacer").addEventListener("click", () => void this.#do(() => this.#clear()));
    file.addEventListener("change", () => void this.#import(file));
    this.#list.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button");
      if (button instanceof HTMLElement) void this.#do(() => this.#remove(button.dataset.nom ?? ""));
    });
  }

  #save() {
    const situation = this.situation();
    if (situation === "") return "Rien n’est saisi : il n’y a rien à enregistrer.";
    const nom = this.#nom.value.trim() || nameOf(situation).slice(0, this.#nom.maxLength);
    const name = this.#sauvegardes.save({ nom, situation, date: today() });
    this.#nom.value = "";
    return `« ${name} » est enregistrée dans ce navigateur.`;
  }

  /** @param {string} nom */
  #remove(nom) {
    if (!confirm(`Supprimer « ${nom} » de ce navigateur ?`)) return "";
    this.#sauvegardes.remove(nom);
    this.#nom.focus(); // the button goes
    return `« ${nom} » est supprimée.`;
  }

  #export() {
    download("sun-es-situations.json", new Blob([this.#sauvegardes.toFile()], { type: "application/json" }));
    return "Fichier « sun-es-situations.json » remis à votre navigateur.";
  }

  /** @param {HTMLInputElement} field */
  async #import(field) {
    const text = await field.files?.[0]?.text();
    field.value = ""; // the same file may come again
    if (text === undefined) return;
    void this.#do(() => {
      const count = this.#sauvegardes.addFile(text);
      return count === 0 ? "Ces situations étaient déjà ici." : count === 1 ? "Une situation reprise." : `${count} situations reprises.`;
    });
  }

  async #clear() {
    if (!confirm("Effacer tout ce que ce site a enregistré dans ce navigateur ?")) return "";
    await eraseAll();
    return "Ce site n’a plus rien d’enregistré dans ce navigateur. Son historique, lui, garde les adresses de vos simulations, avec ce que vous y avez saisi : effacez-le aussi, dans les réglages du navigateur.";
  }

  /**
   * Do something to what is kept and say what came of it.
   *
   * @param {() => string | Promise<string>} act
   */
  async #do(act) {
    try {
      const said = await act();
      this.#draw();
      this.#dit.textContent = said;
    } catch (error) {
      this.#dit.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #draw() {
    try {
      const kept = this.#sauvegardes.list();
      this.#dit.textContent = "";
      this.#list.hidden = kept.length === 0;
      this.#list.replaceChildren(...kept.map(line));
    } catch (error) {
      this.#list.hidden = true;
      this.#dit.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}

/** @param {import("../shared/saves.js").Sauvegarde} item */
function line({ nom, situation, date }) {
  const li = document.createElement("li");
  const link = document.createElement("a");
  const button = document.createElement("button");
  link.href = `#${situation}`;
  link.textContent = nom;
  button.type = "button";
  button.className = "sunes-bouton";
  button.textContent = "Supprimer";
  button.setAttribute("aria-label", `Supprimer ${nom}`);
  button.dataset.nom = nom;
  const day = new Date(`${date}T12:00`);
  li.append(link, Number.isNaN(day.getTime()) ? " " : ` ${day.toLocaleDateString("fr-FR")} `, button);
  return li;
}

/** @param {string} situation */
function nameOf(situation) {
  return new URLSearchParams(situation).get("nom") || "Sans nom";
}
