// @ts-check

import { erase } from "../shared/saves.js";
import { messageOf, within } from "../shared/within.js";

const ROOT = new URL("../../", import.meta.url).pathname;
/** How long the browser may take for each kind of thing, in milliseconds. */
const PATIENCE = 10_000;
const REFUSAL =
  "Votre navigateur n’a pas laissé ce site effacer tout ce qu’il y garde. Autorisez-lui le stockage, puis recommencez, ou effacez les données de ce site dans les réglages du navigateur.";
const MEMORY = encodeURIComponent(`${ROOT} python`);

/**
 * Remove from this browser all that this site keeps there, and nothing of another site of the same host:
 * what was saved, what a tab remembers, the pages and the Python kept to do without network. What may be erased is,
 * though the rest be refused; rejects then, with a message for the reader.
 */
export async function eraseAll() {
  const works = [async () => erase(ROOT), unregister, eraseCaches, eraseMemory];
  const done = await Promise.allSettled(works.map((work) => within(PATIENCE, work())));
  if (done.some(({ status }) => status === "rejected")) throw new Error(REFUSAL);
  delete document.documentElement.dataset.horsLigne;
}

async function unregister() {
  await (await navigator.serviceWorker?.getRegistration(ROOT))?.unregister();
}

async function eraseCaches() {
  const names = "caches" in window ? await caches.keys() : [];
  await Promise.all(names.filter(isOurs).map((name) => caches.delete(name)));
}

/** The memory of Python, in its folder of files. A browser that has no place for them, or refuses it, holds none. */
async function eraseMemory() {
  const files = await navigator.storage?.getDirectory().catch(() => undefined);
  for await (const name of files?.keys() ?? []) {
    if (name === MEMORY) await files?.removeEntry(name, { recursive: true });
  }
}

/** @param {string} name that of a cache: the site's path comes first */
function isOurs(name) {
  return name.startsWith(ROOT) && !name.slice(ROOT.length).includes("/");
}

for (const button of document.querySelectorAll("[data-effacer-donnees]")) {
  const told = button.parentElement?.querySelector("[data-efface]");
  button.addEventListener("click", async () => {
    try {
      await eraseAll();
    } catch (error) {
      if (told) told.textContent = messageOf(error);
      return;
    }
    for (const state of document.querySelectorAll("[data-hors-ligne-etat]")) state.textContent = "";
    if (told) told.textContent = "Tout ce que ce site gardait dans ce navigateur est effacé. L’historique du navigateur, que ce site ne peut pas toucher, garde les adresses de vos simulations.";
  });
}
