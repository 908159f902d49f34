// @ts-check

import { watchDownload } from "./telechargement.js";

/**
 * Python, in its own thread. The page posts `{id, base, texte}`; every post gets one answer with
 * the same id, `{id, texte}` or `{id, panne}`. The first post starts Python from the folder `base`,
 * and `{etape, recus, total}` tells how far it is, in bytes. A start that fails stays failed: the page makes another worker.
 * A post may bring the bytes of a `fichier`, and name a `paquet` that Python needs to answer it.
 *
 * @typedef {{id: number, base: string, texte?: string, fichier?: ArrayBuffer, paquet?: string}} Question
 * @typedef {{etape: Etape, recus?: number, total?: number} | {id: number, texte: string} | {id: number, panne: string}} Reponse
 * @typedef {"telechargement" | "regles"} Etape
 */

const page = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/**
 * @typedef {(texte: string, fichier?: ArrayBuffer) => string} Handle
 * @typedef {{handle: Handle, install: (paquet: string) => Promise<void>}} Python
 */

/** @type {Promise<Python> | undefined} */
let python;

/** @type {(reason: unknown) => void} */
let lose;

/** Pyodide waits for ever when its machine code does not come: this is rejected instead. */
const lost = new Promise((_, reject) => void (lose = reject));
lost.catch(() => {}); // told to whoever asks

page.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  lose(event.reason);
});

page.addEventListener("message", async (/** @type {MessageEvent<Question>} */ { data }) => {
  try {
    python ??= Promise.race([load(data.base), lost]);
    const { handle, install } = await python;
    if (data.paquet !== undefined) await install(data.paquet);
    say({ id: data.id, texte: data.texte === undefined ? "" : handle(data.texte, data.fichier) });
  } catch (error) {
    say({ id: data.id, panne: String(error) });
  }
});

/**
 * Start Python and give the only function the page calls, and the way to add a library.
 *
 * @param {string} base the address of the folder, with its final slash
 * @returns {Promise<Python>}
 */
async function load(base) {
  say({ etape: "telechargement" });
  watchDownload(base, (recus, total) => say({ etape: "telechargement", recus, total }));
  watchMachineCode();
  /** @type {typeof import("pyodide")} */
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: base, lockFileURL: `${base}pyodide-lock.json` });
  say({ etape: "regles" });
  const install = (/** @type {string} */ paquet) => loadPackage(pyodide, paquet);
  await install("sun-es");
  return { handle: pyodide.pyimport("calculator.bridge").handle, install };
}

/** Notice machine code that does not come, and accept it from a server that does not know its type. */
function watchMachineCode() {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      const response = await source;
      if (!response.ok) throw new Error(`${response.url} : ${response.status}`);
      return await instantiate.call(WebAssembly, typed(response), imports);
    } catch (error) {
      lose(error);
      throw error;
    }
  };
}

/**
 * The response as it came when its type is right: the browser may then keep the compiled code.
 *
 * @param {Response} response
 */
function typed(response) {
  const type = "application/wasm";
  if (response.headers.get("Content-Type") === type) return response;
  return new Response(response.body, { headers: { "Content-Type": type } });
}

/**
 * Load a package and what it needs. Pyodide tells a missing file and goes on: here it stops.
 *
 * @param {import("pyodide").PyodideAPI} pyodide
 * @param {string} name
 */
async function loadPackage(pyodide, name) {
  /** @type {string[]} */
  const faults = [];
  const errorCallback = (/** @type {string} */ fault) => void faults.push(fault);
  await pyodide.loadPackage(name, { messageCallback() {}, errorCallback });
  if (faults.length > 0) throw new Error(faults.join(" "));
}

/** @param {Reponse} message */
function say(message) {
  page.postMessage(message);
}

export {};
