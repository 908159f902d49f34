// @ts-check

const ROOT = new URL("../../", import.meta.url).pathname;

/** Remove from this browser all that this site keeps there, and nothing of another site of the same host. */
export async function eraseAll() {
  for (const kind of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      const storage = window[kind];
      for (const name of Object.keys(storage)) if (name.startsWith(ROOT)) storage.removeItem(name);
    } catch {
      // storage is refused here: it holds nothing of ours
    }
  }
  const registration = await navigator.serviceWorker?.getRegistration(ROOT);
  await registration?.unregister();
  const names = "caches" in window ? await caches.keys() : [];
  await Promise.all(names.filter((name) => name.startsWith(ROOT)).map((name) => caches.delete(name)));
  delete document.documentElement.dataset.horsLigne;
}

for (const button of document.querySelectorAll("[data-effacer-donnees]")) {
  const told = button.parentElement?.querySelector("[data-efface]");
  button.addEventListener("click", async () => {
    await eraseAll();
    for (const state of document.querySelectorAll("[data-hors-ligne-etat]")) state.textContent = "";
    if (told) told.textContent = "Tout ce que ce site gardait dans ce navigateur est effacé.";
  });
}
