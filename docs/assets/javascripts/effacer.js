// @ts-check

import { erase } from "./sauvegardes.js";

const ROOT = new URL("../../", import.meta.url).pathname;

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
  await eraseFiles().catch(() => {}); // there is no place for files, hence none
  delete document.documentElement.dataset.horsLigne;
}

async function eraseFiles() {
  const files = await navigator.storage.getDirectory();
  for await (const name of files.keys()) {
    if (isOurs(decodeURIComponent(name))) await files.removeEntry(name, { recursive: true });
  }
}

/** @param {string} name that of a cache or of a folder: the site's path comes first */
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
