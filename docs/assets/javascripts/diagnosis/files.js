// @ts-check

import { messageOf, within } from "../shared/within.js";

/** @typedef {{sha256: string, size: number}} Attendu what the build wrote of a file */

/** What a server should say of a file, by its ending. */
const TYPES = /** @type {Record<string, RegExp>} */ ({
  wasm: /^application\/wasm/,
  mjs: /javascript/,
  js: /javascript/,
  json: /json/,
});

/** How long a server may stay silent, before a file or in the middle of it. */
const PATIENCE = 30_000;

/**
 * Every file that the calculator fetches, one after the other, against what the build wrote of it.
 *
 * @param {string} racine the root of the site
 * @returns {AsyncGenerator<import("./checks.js").Controle>}
 */
export async function* fichiers(racine) {
  const list = `${racine}assets/python/manifest.json`;
  const first = await controle(list);
  yield first;
  if (first.verdict !== "bon") return; // it names the others
  const { bytes } = await download(list);
  /** @type {{dossier: string, files: Record<string, Attendu>}} */
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  for (const [name, expected] of Object.entries(manifest.files)) {
    yield await controle(racine + manifest.dossier + name, expected);
  }
}

/**
 * A file whole, from the server itself; one that stays silent too long is given up.
 *
 * @param {string} url
 */
async function download(url) {
  const giving = new AbortController();
  try {
    const response = await within(PATIENCE, fetch(url, { cache: "no-store", signal: giving.signal }));
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    const reader = response.body?.getReader();
    for (;;) {
      const part = await within(PATIENCE, reader?.read());
      if (!part?.value) break;
      parts.push(part.value);
    }
    return { response, bytes: await new Blob(parts).arrayBuffer() };
  } catch (error) {
    giving.abort();
    throw error;
  }
}

/**
 * @param {string} url
 * @param {Attendu} [expected]
 * @returns {Promise<import("./checks.js").Controle>}
 */
async function controle(url, expected) {
  const essai = url.split("/").at(-1) ?? url;
  const start = performance.now();
  try {
    const { response, bytes } = await download(url);
    const seen = constat(response, bytes, performance.now() - start);
    if (!response.ok) return { essai, verdict: "bloque", constat: seen };
    const change = await alteration(essai, response, bytes, expected);
    if (change) return { essai, verdict: "altere", constat: `${change} (${seen})` };
    const type = response.headers.get("Content-Type") ?? "";
    const wanted = TYPES[essai.split(".").at(-1) ?? ""];
    if (wanted && !wanted.test(type)) return { essai, verdict: essai.endsWith("js") ? "bloque" : "limite", constat: `type inattendu (${seen})` };
    return { essai, verdict: "bon", constat: seen };
  } catch (error) {
    return { essai, verdict: "bloque", constat: `n’est pas venu : ${messageOf(error)}` };
  }
}

/**
 * Status, type, size, time, and the names that intermediaries leave.
 *
 * @param {Response} response
 * @param {ArrayBuffer} bytes
 * @param {number} time
 */
function constat(response, bytes, time) {
  const parts = [
    `statut ${response.status}`,
    response.headers.get("Content-Type") ?? "sans type",
    `${bytes.byteLength} octets`,
    `${Math.round(time)} ms`,
  ];
  for (const name of ["Via", "X-Cache", "Content-Encoding"]) {
    const value = response.headers.get(name);
    if (value) parts.push(`${name} : ${value}`);
  }
  return parts.join(", ");
}

/**
 * What someone on the way did to a file, if anything.
 *
 * @param {string} name
 * @param {Response} response
 * @param {ArrayBuffer} bytes
 * @param {Attendu} [expected]
 * @returns {Promise<string | undefined>}
 */
async function alteration(name, response, bytes, expected) {
  if (response.redirected) return `renvoyé vers ${new URL(response.url).host}`;
  const start = new TextDecoder().decode(bytes.slice(0, 200)).trimStart().toLowerCase();
  if (start.startsWith("<!doctype") || start.startsWith("<html")) return "une page HTML à sa place";
  if (name.endsWith(".json") && !start.startsWith("{")) return "ce n’est pas du JSON";
  if (expected === undefined) return undefined;
  if (bytes.byteLength !== expected.size) return `${expected.size} octets attendus`;
  if (!globalThis.crypto?.subtle) return undefined; // without https, the size alone tells
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === expected.sha256 ? undefined : "même taille, autre contenu";
}
