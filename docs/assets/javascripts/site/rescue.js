// @ts-check

/**
 * Stands in every page itself, so that it is there when nothing else comes: a script or a style sheet that is lost
 * starts what `recovery.js` does about it, and a part of the page that no script has taken in hand says so.
 */

import { place, recover, reload, wasReloaded } from "../shared/recovery.js";

/** How long a page may wait for its scripts before it says so, in milliseconds. */
const PATIENCE = 10_000;
const FILES = "script[src], link[rel=stylesheet], link[rel=modulepreload]";
/** The parts of a page that do nothing by themselves; their script marks them `data-actif`. */
const PARTS = ":is(#simulateur, #lots, #diagnostic, [data-mini]):not([data-actif])";

/** @type {Promise<void> | undefined} */
let mending;

addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof Element && target.matches(FILES)) mending ??= mend();
  },
  true,
);
setTimeout(() => {
  if (document.querySelector(PARTS)) mending ??= mend();
}, PATIENCE);

async function mend() {
  const { origin } = location;
  const files = [...document.querySelectorAll(FILES)].map((file) => String(/** @type {any} */ (file).src ?? /** @type {any} */ (file).href));
  const issue = await recover(files.filter((file) => file.startsWith(`${origin}/`)));
  if (issue === "rechargee") return;
  if (issue === "reparee" && !wasReloaded()) return reload();
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
  for (const part of document.querySelectorAll(PARTS)) tell(part);
}

/** @param {Element} part */
function tell(part) {
  const isReport = part.id === "diagnostic";
  const note = document.createElement("p");
  note.className = "sunes-sans-script";
  note.role = "alert";
  note.dataset.secours = "";
  note.append(
    `${isReport ? "Le diagnostic" : "Le calcul"} n’a pas pu démarrer : des fichiers de cette page ne sont pas venus, ou ont été bloqués par le réseau, un filtre de sécurité ou le cadre qui l’affiche. `,
    ...(isReport ? [] : [location.hash.includes("=") ? "Les montants affichés sont ceux d’un exemple, pas ceux de votre lien. " : "Les montants affichés sont ceux d’un exemple. "]),
    "Rechargez la page ; si rien ne change, ",
    link("ouvrez-la dans une fenêtre à elle", location.href.replace("?integration=1", "")),
    ...(isReport ? [] : [" ou lancez le ", link("diagnostic pour votre service informatique", `${place().root}diagnostic/`)]),
    ".",
  );
  part.prepend(note);
  const said = part.querySelector("#phrase");
  if (said) said.textContent = "Le calcul n’a pas pu démarrer.";
}

/**
 * @param {string} text
 * @param {string} address
 */
function link(text, address) {
  const made = document.createElement("a");
  made.href = address;
  made.target = "_blank";
  made.textContent = text;
  return made;
}
