// @ts-check

/**
 * What this tab remembers until it is closed: a reload, a step back or a crash loses nothing. A browser
 * that blocks or fills this storage costs the memory, never the page.
 */

/** One origin may hold several sites: the folder of this one comes first. */
const PLACE = new URL("../..", import.meta.url).pathname;

/**
 * @param {string} name
 * @returns {unknown} what was kept under this name; `undefined` when nothing was, or when it cannot be read
 */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE + name) ?? "") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {unknown} value `undefined` forgets
 */
export function remember(name, value) {
  try {
    if (value === undefined) sessionStorage.removeItem(PLACE + name);
    else sessionStorage.setItem(PLACE + name, JSON.stringify(value));
  } catch {
    // Blocked or full: the page goes on without.
  }
}
