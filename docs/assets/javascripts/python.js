// @ts-check

/**
 * Python, in a worker, as fast as it comes: `start` gives the one function the page calls.
 *
 * A first visit loads a library cut to what the calculator needs, warms it up, and once a result is
 * given stores the memory of that Python; later visits restore it. A memory belongs to one build and
 * one browser. Whatever fails on the way, the ordinary start of Pyodide with its wheels is the net.
 *
 * @typedef {{etape: "telechargement", recus: number, total: number} | {etape: "regles"}} Etape
 * @typedef {(texte: string) => string} Handle a JSON question in, a JSON answer out
 * @typedef {import("pyodide").PyodideAPI} Python
 * @typedef {{url: string, load: () => Promise<Uint8Array | undefined>, save: (memory: Uint8Array) => Promise<void>}} Memory
 */

const LIBRARY = "library.zip.gz";
const WORKBOOKS = "workbooks.zip.gz";
/** Where `runtime/library.py` says that its files are. */
const ROOT = "/lib/python3.14/";

/**
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {(etape: Etape) => void} onStep
 * @returns {Promise<{handle: Handle, workbooks: () => Promise<void>}>} `workbooks` adds what reads and writes XLSX
 */
export async function start(base, onStep) {
  const memory = memoryAt(base);
  const kept = await memory.load().catch(() => undefined);
  const ways = [() => ordinary(base, onStep), () => fast(base, onStep, memory)];
  if (kept) ways.push(() => fast(base, onStep, memory, kept));
  for (;;) {
    const way = /** @type {(typeof ways)[0]} */ (ways.pop());
    try {
      return await way();
    } catch (error) {
      if (ways.length === 0) throw error;
    }
  }
}
