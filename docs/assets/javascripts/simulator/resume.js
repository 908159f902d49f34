// @ts-check

import { find, hide } from "../shared/page.js";
import { lastDraft } from "./draft.js";
import { Sauvegardes } from "../shared/saves.js";

/** How many are offered: the last ones. */
const MANY = 3;

/**
 * « Reprendre : CH du Val, 27 novembre », while nothing is typed: what this tab left, what was saved in this browser.
 *
 * @param {HTMLElement} root
 */
export function offerToResume(root) {
  const line = find(root, "#reprise");
  const place = find(line, "span");
  const links = [...new Map([...left(), ...saved(root)].map((item) => [item.situation, item])).values()].slice(0, MANY);
  place.replaceChildren(...links.flatMap((item, index) => (index === 0 ? [linkTo(item)] : [" · ", linkTo(item)])));
  hide(line, links.length === 0);
}

/** @typedef {{nom: string, situation: string, date: string}} Reprise */

/** @returns {Reprise[]} */
function left() {
  const { fragment = "", date = "" } = lastDraft();
  return fragment === "" ? [] : [{ nom: new URLSearchParams(fragment).get("nom") || "votre dernière saisie", situation: fragment, date }];
}

/**
 * @param {HTMLElement} root
 * @returns {Reprise[]}
 */
function saved(root) {
  try {
    return new Sauvegardes(new URL(root.dataset.racine ?? "/", document.baseURI).pathname).list().reverse();
  } catch {
    return []; // blocked or unreadable: the tools say so when they are opened
  }
}

/** @param {Reprise} item */
function linkTo({ nom, situation, date }) {
  const link = document.createElement("a");
  const day = date && new Date(`${date}T12:00`).toLocaleDateString("fr-FR", { day: "numeric", month: "long" });
  link.href = `#${situation}`;
  link.textContent = day ? `${nom}, ${day}` : nom;
  return link;
}
