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
 * @typedef {"memoire" | "bibliotheque" | "pyodide"} Voie
 * @typedef {object} Calculator
 * @property {Voie} voie how Python came
 * @property {(texte: string) => string} handle a JSON question in, a JSON answer out
 * @property {() => Promise<void>} workbooks adds what reads and writes XLSX
 * @typedef {import("pyodide").PyodideAPI} Python
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 */

import { memoryAt } from "./memoire.js";
import { counter, library, machineCode, same, unzip, workbooks } from "./reseau.js";

/** Where `runtime/library.py` says that its files are. */
const ROOT = "/lib/python3.14/";

/**
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {(etape: Etape) => void} onStep
 * @returns {Promise<Calculator>}
 */
export async function start(base, onStep) {
  const memory = memoryAt(base);
  const finding = memory.find();
  const count = finding.then((found) => (found ? same : counter(base, onStep)));
  const wasm = machineCode(base, count);
  wasm.catch(() => {}); // told to whoever waits for it
  import(`${base}pyodide.asm.mjs`).catch(() => {}); // Pyodide asks for it later
  const found = await finding;
  try {
    if (found) {
      const { bytes, zip } = memory.open(found);
      return calculator("memoire", base, await cut(base, wasm, zip, { _loadSnapshot: bytes }));
    }
  } catch {
    void memory.forget();
  }
  try {
    const zip = library(base, count);
    const python = await cut(base, wasm, zip, { _makeSnapshot: memory.possible });
    onStep({ etape: "regles" });
    python.pyimport("warm").warm();
    return keeping(memory, python, await zip, calculator("bibliotheque", base, python));
  } catch {
    const python = await boot(base, wasm.catch(() => machineCode(base, count)), [], {});
    onStep({ etape: "regles" });
    await install(python, "sun-es");
    return { ...calculator("pyodide", base, python), workbooks: () => install(python, "openpyxl") };
  }
}

/**
 * Start Pyodide on our files, its own library left empty.
 *
 * @param {string} base
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<Bytes>} zip
 * @param {object} options
 */
function cut(base, wasm, zip, options) {
  zip.catch(() => {}); // told to whoever waits for it
  const fsInit = async (/** @type {any} */ disk) => write(disk, await zip);
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
  const given = ["pyodide.asm.wasm", ...empty].map((name) => base + name);
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
 * @param {Voie} voie
 * @param {string} base
 * @param {Python} python
 * @returns {Calculator}
 */
function calculator(voie, base, python) {
  return {
    voie,
    handle: python.pyimport("calculator.bridge").handle,
    async workbooks() {
      write(python.FS, await workbooks(base));
      python.pyimport("importlib").invalidate_caches();
    },
  };
}

/**
 * The same calculator, that keeps its memory of now once it has answered.
 *
 * @param {import("./memoire.js").Memory} memory
 * @param {Python} python
 * @param {Bytes} zip
 * @param {Calculator} calculator
 * @returns {Calculator}
 */
function keeping(memory, python, zip, calculator) {
  /** @type {Bytes | undefined} */
  let image;
  try {
    if (memory.possible) image = /** @type {any} */ (python).makeMemorySnapshot();
  } catch {
    // Another Pyodide may not know how: later visits start as this one.
  }
  const handle = (/** @type {string} */ texte) => {
    const answer = calculator.handle(texte);
    const bytes = image;
    image = undefined;
    if (bytes) setTimeout(() => memory.keep(bytes, zip).catch(() => {}));
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
 * @param {Bytes} zip
 */
function write(disk, zip) {
  const files = unzip(zip);
  const folders = new Set(files.map(([name]) => name.replace(/[^/]*$/, "")));
  for (const folder of folders) disk.mkdirTree(ROOT + folder);
  for (const [name, content] of files) disk.writeFile(ROOT + name, content, { canOwn: true });
}
