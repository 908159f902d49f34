// @ts-check

import { decoded, split } from "../shared/link.js";
import { place } from "../shared/recovery.js";
import { remember } from "../shared/session.js";

/**
 * The page of an address that the site does not have finds which page was meant: the case, the dots, the folder, the
 * name of an identifier, a fragment that a mailer wrote in the path. It leads there, where `arrival.js` says so; an
 * address that leads nowhere else, or back to itself, stays here.
 *
 * @typedef {{pages: string[], noms: Record<string, string>}} Adresses the pages, and the identifiers with their
 *   addresses, all from the root of the site
 */

const FILE = /^(index)?\.?(html?|md|php|aspx?)$/;

/**
 * A name whatever its case, its accents and its signs: « DS 1.1 » and `ds-1-1` are the same.
 *
 * @param {string} text
 */
function fold(text) {
  return decoded(text)
    .normalize("NFD")
    .toLowerCase()
    .replace(/\.(html?|md|php|aspx?)$/, "")
    .replace(/[^a-z0-9]/g, "");
}

/**
 * The names that a path is made of; the file of a folder is the folder.
 *
 * @param {string} path
 */
function namesOf(path) {
  const parts = path.split("/").filter((part) => !FILE.test(part.toLowerCase()));
  return parts.map(fold).filter((part) => part !== "" && part !== "index");
}

/**
 * The address that was meant, from the root of the site; `undefined` when nothing is like it.
 *
 * @param {string[]} asked what the path names, from the root of the site
 * @param {Adresses} adresses
 */
function find(asked, { pages, noms }) {
  const last = asked.at(-1);
  if (last === undefined) return "";
  const whole = pages.find((page) => namesOf(page).join("/") === asked.join("/"));
  if (whole !== undefined) return whole;
  const alike = pages.filter((page) => namesOf(page).at(-1) === last);
  if (alike.length === 1) return alike[0];
  const name = Object.keys(noms).find((name) => fold(name) === last);
  return name === undefined ? undefined : noms[name]?.replace(/^\//, "");
}

function lead() {
  const data = document.getElementById("adresses")?.textContent;
  if (!data) return;
  const root = new URL(place().root);
  const { before, fragment } = split(location.pathname);
  const above = namesOf(root.pathname);
  const names = namesOf(before);
  const isUnder = above.every((name, index) => names[index] === name);
  const found = find(isUnder ? names.slice(above.length) : names, JSON.parse(data));
  if (found === undefined) return;
  const target = new URL(found, root);
  if (target.pathname === location.pathname) return; // it is not there: to lead to it would never end
  target.search = location.search;
  if (fragment) target.hash = fragment;
  else target.hash ||= location.hash;
  const asked = location.pathname.slice(isUnder ? root.pathname.length - 1 : 0);
  remember("adresse-corrigee", { demandee: decoded(fragment ? before : asked), messagerie: fragment !== "", page: target.pathname });
  location.replace(target);
}

lead();
