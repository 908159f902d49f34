// @ts-check

import { ask, registrationAt, renew } from "./guard.js";

/**
 * When one of the site's own files does not come. They are named after their content: one that the server no longer has
 * means that the site was published anew since this page was made, so the page takes the new build and loads again,
 * once. Otherwise what the browser keeps of the site may be damaged: it is checked.
 *
 * @typedef {"rechargee" | "reparee" | undefined} Issue the page goes; a kept file was mended; nothing could be done
 */

/** How long the server may take to say what it has, in milliseconds. */
const PATIENCE = 3_000;
/** How long what is kept may take to be mended. */
const REPAIR = 60_000;
/** A page that has loaded again, and fails again within this time, says so instead. */
const AGAIN = 600_000;

/**
 * @param {string[]} files the addresses of those that did not come, or may not have come
 * @param {() => unknown} [leave] what must be done before the page goes
 * @param {boolean} [asked] the reader asked for it
 * @returns {Promise<Issue>}
 */
export async function recover(files, leave = () => {}, asked = false) {
  try {
    const { root, python } = place();
    const registration = await registrationAt(root);
    const gone = await Promise.all([hasMoved(root, python), ...files.map(isGone)]);
    if (!gone.includes(true)) return await repaired(registration);
    if (!asked && wasReloaded()) return undefined;
    if (registration?.active) await renew(registration);
    await fetch(location.href, { cache: "reload" }).catch(() => {}); // else an older page might pass for unchanged
    await leave();
    reload();
    return "rechargee";
  } catch {
    return undefined; // whoever asked says what is wrong
  }
}

/** Load again; the page that comes knows that it is the second one. */
export function reload() {
  history.replaceState({ ...history.state, reprise: Date.now() }, "");
  location.reload();
}

/** Whether this page was loaded again, lately, for the want of a file. */
export function wasReloaded() {
  return Date.now() - (history.state?.reprise ?? 0) < AGAIN;
}

/** Where the site is, and the folder of Python that this page was made with. */
export function place() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=sunes-python]"));
  const python = new URL(meta?.dataset.python ?? "", document.baseURI).href;
  return { root: python.replace(/assets\/python\/.*/, ""), python };
}

/**
 * Whether the server says, itself, that it does not have a file.
 *
 * @param {string} url
 */
async function isGone(url) {
  const response = await heard(url);
  void response?.body?.cancel();
  return response?.status === 404 || response?.status === 410;
}

/**
 * Whether the folder of Python has another name: some hosts answer anything to an address that they do not know.
 *
 * @param {string} root
 * @param {string} python
 */
async function hasMoved(root, python) {
  const response = await heard(`${root}assets/python/manifest.json`);
  const { dossier } = response?.ok ? await response.json().catch(() => ({})) : {};
  return typeof dossier === "string" && !python.endsWith(dossier);
}

/**
 * What the server itself answers, past all that is kept; nothing without network.
 *
 * @param {string} url
 */
function heard(url) {
  return fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
}

/**
 * @param {ServiceWorkerRegistration | undefined} registration
 * @returns {Promise<Issue>}
 */
async function repaired(registration) {
  if (!registration?.active) return undefined;
  const late = new Promise((done) => setTimeout(done, REPAIR, {}));
  const { remplaces = 0 } = await Promise.race([ask(registration.active, "verifier"), late]);
  return remplaces > 0 ? "reparee" : undefined;
}
