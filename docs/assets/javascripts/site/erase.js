// @ts-check

import { erase } from "../shared/saves.js";

const ROOT = new URL("../../", import.meta.url).pathname;
const MEMORY = encodeURIComponent(`${ROOT} python`);

/**
 * Remove from this browser all that this site keeps there, and nothing of another site of the same host:
 * what was saved, what a tab remembers, the pages and the Python kept to do without network.
 */
export async function eraseAll() {
  erase(ROOT);
  const registration = await navigator.serviceWorker?.getRegistration(ROOT);
  await registration?.unregister();
  const names = "caches" in window ? await caches.keys() : [];
  await Promise.all(names.filter(isOurs).map((name) => caches.delete(name)));
  await eraseMemory();
  delete document.documentElement.dataset.horsLigne;
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
    await eraseAll();
    for (const state of document.querySelectorAll("[data-hors-ligne-etat]")) state.textContent = "";
    if (told) told.textContent = "Tout ce que ce site gardait dans ce navigateur est effacé.";
  });
}
