// @ts-check

import { place, wasReloaded } from "../shared/recovery.js";

/**
 * A list in hand when the page loads again, for a site that was published anew: laid aside for that moment, in this
 * browser, and taken back by the page that comes. A browser that refuses costs the list, which may be given again.
 */

/** One origin may hold several sites. */
const NAME = () => `${new URL(place().root).pathname} reprise`;
const KEY = () => `${place().root}lots/reprise`;

/** @param {import("./drop.js").Source} source */
export async function layAside({ nom, contenu }) {
  try {
    const headers = { "X-Nom": encodeURIComponent(nom) };
    await (await caches.open(NAME())).put(KEY(), new Response(contenu, { headers }));
  } catch {
    // The reader gives it again.
  }
}

/** @returns {Promise<import("./drop.js").Source | undefined>} */
export async function takeBack() {
  try {
    if (!(await caches.has(NAME()))) return undefined;
    const kept = await (await caches.open(NAME())).match(KEY());
    const contenu = await kept?.blob();
    await caches.delete(NAME()); // even when it is too late to be of use
    if (!contenu || !wasReloaded()) return undefined;
    return { nom: decodeURIComponent(kept?.headers.get("X-Nom") ?? ""), contenu };
  } catch {
    return undefined;
  }
}
