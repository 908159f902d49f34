// @ts-check

/**
 * The site without network. It keeps the pages (`guide`) from the first visit on, and Python with all
 * that computes (`calculateur`) when a page asks for it. The build writes beside it `hors-ligne.json`,
 * which lists every file of each part with its SHA-256: a cache holds the files of one build and no
 * other, so a page never meets the rules of another version. A new build waits until the reader wishes.
 *
 * A page may send `{demande: "activer" | "etat" | "calculateur" | "verifier"}` with a port to hear the answer.
 *
 * @typedef {"guide" | "calculateur"} Part
 * @typedef {{version: string, guide: Files, calculateur: Files}} Manifest
 * @typedef {Record<string, {sha256: string, taille: number}>} Files by address from the root of the site
 */

/** The build, written here when the site is built. */
const BUILD = "@BUILD@";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
/** One origin may host several sites. */
const PREFIX = `${new URL(scope).pathname} hors-ligne `;
const CACHE = PREFIX + BUILD;
const MANIFEST = new URL("hors-ligne.json", scope).href;
const FALLBACK = new URL("hors-ligne/", scope).href;
/** How many files are fetched at a time: the page comes first. */
const ABREAST = 4;
/**
 * What a page is made of, which a browser that knows how takes from this build's cache without waking this script.
 * What a script fetches comes here: it may want the server itself, and no address tells. So does a worker: one that
 * is lost on that other way may keep this script busy, and the next build waiting.
 */
const DIRECT = ["script", "style", "font", "image"].map((requestDestination) => ({
  condition: { urlPattern: { pathname: `${new URL(scope).pathname}assets/*`, search: "" }, requestDestination },
  source: { cacheName: CACHE },
}));

worker.addEventListener("install", (event) => {
  /** @type {any} */ (event).addRoutes?.(DIRECT).catch(() => {});
  event.waitUntil(install());
});
worker.addEventListener("activate", (event) => event.waitUntil(forget()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.cache === "no-store" || !request.url.startsWith(scope)) return;
  event.respondWith(answer(request));
});

worker.addEventListener("message", (event) => {
  const port = event.ports[0];
  const say = (/** @type {object} */ message) => port?.postMessage(message);
  const work = { activer: () => worker.skipWaiting(), etat: tell, calculateur: () => equip(say), verifier: verify }[String(event.data?.demande)];
  if (work) event.waitUntil(Promise.resolve(work()).then((done) => say(done ?? {}), (error) => say({ echec: String(error) })));
});

/** Keep the guide; and the calculator too when the build before had it. */
async function install() {
  await fill("guide");
  for (const name of await earlier()) {
    if (await (await caches.open(name)).match(marker("calculateur"))) await fill("calculateur");
  }
}

/** @param {(message: object) => void} say told how many bytes are there */
async function equip(say) {
  await fill("calculateur", say);
  await worker.clients.claim(); // the page that asked is served from here at once
  return tell();
}

async function tell() {
  const cache = await caches.open(CACHE);
  return { pret: (await cache.match(marker("calculateur"))) !== undefined, version: (await manifest(cache)).version, build: BUILD };
}

/**
 * Every file that is kept, against what this build says of it: one that is damaged, or that is missing from a part
 * that was whole, comes anew; without network it is let go.
 */
async function verify() {
  const cache = await caches.open(CACHE);
  const told = await manifest(cache);
  /** @type {string[]} */
  const alteres = [];
  let controles = 0;
  let remplaces = 0;
  for (const part of /** @type {Part[]} */ (["guide", "calculateur"])) {
    const isKept = (await cache.match(marker(part))) !== undefined;
    for (const [address, { sha256 }] of Object.entries(told[part])) {
      const url = new URL(address, scope).href;
      const kept = await cache.match(url);
      if (!kept && !isKept) continue;
      controles += 1;
      if (kept && (await isRight(kept, sha256))) continue;
      alteres.push(address);
      if (await mended(cache, url, sha256)) remplaces += 1;
    }
  }
  return { controles, alteres, remplaces };
}

/**
 * The right file, in the place of a wrong one; nothing when it does not come.
 *
 * @param {Cache} cache
 * @param {string} url
 * @param {string} sha256
 */
async function mended(cache, url, sha256) {
  await cache.delete(url);
  try {
    await cache.put(url, await download(url, sha256));
    return await cache.match(url);
  } catch {
    return undefined;
  }
}

/**
 * The file of this build; else the network; else the page that says that there is none.
 *
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const { origin, pathname } = new URL(request.url);
  const kept = await sound(cache, origin + pathname, request.mode === "navigate");
  if (kept) return under(request, kept);
  try {
    const response = await fetch(request);
    if (response.ok || request.mode === "navigate") return response;
    // A refusal that nobody reads to its end would keep this worker busy, and the next one waiting.
    return request.destination ? Response.error() : new Response(null, response);
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    const folder = new URL(`${new URL(request.url).pathname}/`, scope).href;
    if (await cache.match(folder)) return Response.redirect(folder);
    const fallback = await cache.match(FALLBACK);
    return fallback ? under(request, fallback) : Response.error();
  }
}

/**
 * What is kept at an address. A damaged page could not say so itself, nor ask for anything: it is looked at first.
 *
 * @param {Cache} cache
 * @param {string} url
 * @param {boolean} isPage
 */
async function sound(cache, url, isPage) {
  const kept = await cache.match(url);
  if (!kept || !isPage) return kept;
  const { guide } = await manifest(cache).catch(() => ({ guide: /** @type {Files} */ ({}) }));
  const told = guide[url.slice(scope.length)];
  return !told || (await isRight(kept, told.sha256)) ? kept : mended(cache, url, told.sha256);
}

/**
 * A response at the address that was asked for: what it was kept under would take the place of a query, or of a page
 * that is not there.
 *
 * @param {Request} request
 * @param {Response} kept
 */
function under(request, kept) {
  return kept.url === request.url ? kept : new Response(kept.body, kept);
}

/**
 * Bring every file of a part into the cache of this build; what is already there is left alone.
 *
 * @param {Part} part
 * @param {(message: object) => void} [say]
 */
async function fill(part, say) {
  const cache = await caches.open(CACHE);
  if (await cache.match(marker(part))) return;
  const files = (await manifest(cache))[part];
  const total = Object.values(files).reduce((sum, { taille }) => sum + taille, 0);
  const todo = Object.keys(files);
  let recus = 0;
  const next = async () => {
    for (let address = todo.shift(); address !== undefined; address = todo.shift()) {
      const url = new URL(address, scope).href;
      const { sha256, taille } = /** @type {Files[string]} */ (files[address]);
      if (!(await cache.match(url))) await cache.put(url, (await inherited(url, sha256)) ?? (await download(url, sha256)));
      say?.({ recus: (recus += taille), total });
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, next));
  await cache.put(marker(part), new Response());
}

/**
 * What the site of this build is made of.
 *
 * @param {Cache} cache
 * @returns {Promise<Manifest>}
 */
async function manifest(cache) {
  const kept = await (await cache.match(MANIFEST))?.json().catch(() => undefined);
  if (kept?.build === BUILD) return kept;
  const response = await fetch(`${MANIFEST}?${BUILD}`, { cache: "no-cache" });
  const text = await response.text();
  if (!response.ok || JSON.parse(text).build !== BUILD) throw new Error("Le site change en ce moment.");
  await cache.put(MANIFEST, new Response(text));
  return JSON.parse(text);
}

/**
 * The same file in the cache of an earlier build.
 *
 * @param {string} url
 * @param {string} sha256
 */
async function inherited(url, sha256) {
  for (const name of await earlier()) {
    const kept = await (await caches.open(name)).match(url);
    if (kept && (await isRight(kept, sha256))) return kept;
  }
  return undefined;
}

/**
 * The file, from the browser's own cache or from the network, with the very bytes of this build.
 *
 * @param {string} url
 * @param {string} sha256
 */
async function download(url, sha256) {
  for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
    const response = await fetch(url, { cache });
    const body = await response.clone().arrayBuffer();
    if (response.ok && (await fingerprint(body)) === sha256) return lasting(response, body);
  }
  throw new Error(`${url} n’est pas le fichier attendu.`);
}

/**
 * What a cache may hold: the response as it came, with the policies of its server and, beside it, the code that the
 * browser compiled; its bytes alone, where another request would not find it or a page could not follow it.
 *
 * @param {Response} response
 * @param {ArrayBuffer} body
 */
function lasting(response, body) {
  const { headers, redirected, status } = response;
  const isPlain = /^(accept-encoding)?$/i.test(headers.get("Vary") ?? "");
  if (status === 200 && !redirected && isPlain) return response;
  return new Response(body, { headers: { "Content-Type": headers.get("Content-Type") ?? "" } });
}

/**
 * Whether a response, left unread, holds the very bytes of this build.
 *
 * @param {Response} kept
 * @param {string} sha256
 */
async function isRight(kept, sha256) {
  return (await fingerprint(await kept.clone().arrayBuffer())) === sha256;
}

/** @param {ArrayBuffer} bytes */
async function fingerprint(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The caches of the builds before this one. */
async function earlier() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

async function forget() {
  for (const name of await earlier()) await caches.delete(name);
}

/**
 * Where a cache says that a part is whole.
 *
 * @param {Part} part
 */
function marker(part) {
  return new URL(`hors-ligne.json/${part}`, scope).href;
}
