// @ts-check

/**
 * Python, in a worker, as fast as it comes.
 *
 * A first visit loads a library cut to what the calculator needs, draws an example to warm it up and,
 * after the first result, keeps the memory of that Python; later visits restore it. A memory belongs to
 * one build and one browser, and is made before the first question: nothing typed is in it. Whatever
 * fails, the ordinary Pyodide with its wheels is the net.
 *
 * @typedef {import("./reseau.js").Recus | {etape: "regles"}} Etape
 * @typedef {object} Calculator
 * @property {(texte: string) => string} handle a JSON question in, a JSON answer out
 * @property {() => Promise<void>} workbooks adds what reads and writes XLSX
 * @typedef {import("pyodide").PyodideAPI} Python
 */

import { memoryAt } from "./memoire.js";
import { LIBRARY, WASM, files, machineCode, progress } from "./reseau.js";

/** Where `runtime/library.py` says that its files are. */
const ROOT = "/lib/python3.14/";
const WORKBOOKS = "workbooks.zip.gz";

/**
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {(etape: Etape) => void} onStep
 * @returns {Promise<Calculator>}
 */
export async function start(base, onStep) {
  const memory = memoryAt(base);
  const found = memory.find();
  const count = progress(base, onStep);
  const wasm = machineCode(base, async (response) => ((await found) ? response : count(response)));
  const library = files(base + LIBRARY, count);
  import(`${base}pyodide.asm.mjs`).catch(() => {}); // Pyodide asks for it later
  for (const promise of [wasm, library]) promise.catch(() => {}); // told to whoever waits for it
  try {
    const kept = await found;
    if (kept) {
      const { bytes, full } = memory.open(kept); // its place is needed at once, its content later
      return calculator(base, await cut(base, wasm, library, { _loadSnapshot: bytes }, full));
    }
  } catch {
    memory.forget();
  }
  try {
    const python = await cut(base, wasm, library, { _makeSnapshot: memory.possible });
    onStep({ etape: "regles" });
    python.pyimport("warm").warm();
    return keeping(memory, python, calculator(base, python));
  } catch {
    const again = wasm.catch(() => machineCode(base, count));
    const python = await boot(base, again, [], {});
    onStep({ etape: "regles" });
    await install(python, "sun-es");
    return { ...calculator(base, python), workbooks: () => install(python, "openpyxl") };
  }
}

/**
 * Start Pyodide on the cut library, its own left empty.
 *
 * @param {string} base
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<import("./reseau.js").Files>} library
 * @param {object} options
 * @param {Promise<unknown>} [ready] what must be there too
 */
function cut(base, wasm, library, options, ready) {
  const fsInit = async (/** @type {any} */ disk) => {
    write(disk, await library);
    await ready;
  };
  return boot(base, wasm, ["python_stdlib.zip"], { ...options, fsInit, env: { PYTHONPATH: ROOT } });
}

/**
 * Start Pyodide, its machine code given. By itself it would wait for ever for what does not come.
 *
 * @param {string} base
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {string[]} empty files that it asks for and does not need
 * @param {object} options
 * @returns {Promise<Python>}
 */
async function boot(base, wasm, empty, options) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  /** @type {(reason: unknown) => void} */
  let lose = () => {};
  const lost = new Promise((_, reject) => void (lose = reject));
  const listen = (/** @type {PromiseRejectionEvent} */ event) => {
    event.preventDefault();
    lose(event.reason);
  };
  self.addEventListener("unhandledrejection", listen);
  const given = [WASM, ...empty].map((name) => base + name);
  self.fetch = async (input, init) => (given.includes(String(input)) ? new Response("") : fetch(input, init));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await wasm;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      lose(error);
      throw error;
    }
  };
  try {
    /** @type {typeof import("pyodide")} */
    const { loadPyodide } = await import(`${base}pyodide.mjs`);
    const python = loadPyodide({ indexURL: base, lockFileURL: `${base}pyodide-lock.json`, ...options });
    return /** @type {Python} */ (await Promise.race([python, lost]));
  } finally {
    self.removeEventListener("unhandledrejection", listen);
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * @param {string} base
 * @param {Python} python
 * @returns {Calculator}
 */
function calculator(base, python) {
  const workbooks = async () => {
    write(python.FS, await files(base + WORKBOOKS));
    python.pyimport("importlib").invalidate_caches();
  };
  return { handle: python.pyimport("calculator.bridge").handle, workbooks };
}

/**
 * The same calculator, that keeps its memory of now once it has answered.
 *
 * @param {import("./memoire.js").Memory} memory
 * @param {Python} python
 * @param {Calculator} calculator
 * @returns {Calculator}
 */
function keeping(memory, python, calculator) {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let image;
  try {
    image = /** @type {any} */ (python).makeMemorySnapshot();
  } catch {
    // Another Pyodide may not know how: later visits start as this one.
  }
  const handle = (/** @type {string} */ texte) => {
    const answer = calculator.handle(texte);
    const bytes = image;
    if (bytes) setTimeout(() => memory.keep(bytes).catch(() => {}), 0);
    image = undefined;
    return answer;
  };
  return { ...calculator, handle };
}

/**
 * Load a package and what it needs. Pyodide tells a missing file and goes on: here it stops.
 *
 * @param {Python} python
 * @param {string} name
 */
async function install(python, name) {
  /** @type {string[]} */
  const faults = [];
  const errorCallback = (/** @type {string} */ fault) => void faults.push(fault);
  await python.loadPackage(name, { messageCallback() {}, errorCallback });
  if (faults.length > 0) throw new Error(faults.join(" "));
}

/**
 * Write files where Python imports from.
 *
 * @param {any} disk
 * @param {import("./reseau.js").Files} contents
 */
function write(disk, contents) {
  const folders = new Set(contents.map(([name]) => name.replace(/[^/]*$/, "")));
  for (const folder of folders) disk.mkdirTree(ROOT + folder);
  for (const [name, content] of contents) disk.writeFile(ROOT + name, content, { canOwn: true });
}
