// @ts-check

/**
 * Python, in a worker, as fast as it comes.
 *
 * A first visit loads a library cut to what the calculator needs (`runtime/library.py`), draws an example
 * to warm it up and, after the first answer, keeps the memory of that Python and its library; later visits restore it.
 * That memory was taken before the first question: nothing typed is in it.
 *
 * @typedef {"memoire" | "bibliotheque"} Voie
 * @typedef {(texte: string, fichier?: ArrayBuffer) => string} Handle
 * @typedef {object} Python
 * @property {Voie} voie how it came
 * @property {Handle} handle a JSON question in, with the bytes of a file; a JSON answer out
 * @property {(paquet: string) => Promise<void>} install adds a package that a start leaves aside
 */

import { loadPyodide } from "pyodide";

import { LIBRARY } from "./machine.js";

const REHEARSAL = "from calculator.rehearsal import rehearse; rehearse()";

/**
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {import("./memoire.js").Memory} memory
 * @param {ReturnType<import("./memoire.js").Memory["find"]>} finding what was kept of an earlier visit
 * @param {Promise<import("./memoire.js").Bytes>} library coming
 * @param {() => void} onFiles called when the files are here and the rules are to be read
 * @returns {Promise<Python>}
 */
export async function start(base, memory, finding, library, onFiles) {
  import(`${base}pyodide.asm.mjs`).catch(() => {}); // Pyodide will ask for it again, and tell
  /** @param {{[option: string]: unknown}} option one that is private to Pyodide; another version may ignore it */
  const boot = (option) =>
    loadPyodide({
      indexURL: base,
      stdLibURL: base + LIBRARY,
      lockFileURL: `${base}pyodide-lock.json`,
      ...option,
    });
  const found = await finding;
  if (found) {
    try {
      return restored(base, memory, await boot({ _loadSnapshot: found.bytes }));
    } catch {
      await memory.forget();
    }
  }
  const python = await boot({ _makeSnapshot: memory.possible });
  onFiles();
  python.runPython(REHEARSAL);
  return remembered(base, memory, python, await library);
}

/**
 * @param {string} base
 * @param {Voie} voie
 * @param {import("pyodide").PyodideAPI} python
 * @returns {Python}
 */
function calculator(base, voie, python) {
  /** @type {Map<string, Promise<void>>} */
  const installed = new Map();
  return {
    voie,
    handle: python.pyimport("calculator.bridge").handle,
    install(paquet) {
      const known = installed.get(paquet) ?? add(base, python, paquet);
      installed.set(paquet, known);
      return known;
    },
  };
}

/**
 * A restored Python. If it breaks, the next start is the ordinary one.
 *
 * @param {string} base
 * @param {import("./memoire.js").Memory} memory
 * @param {import("pyodide").PyodideAPI} python
 * @returns {Python}
 */
function restored(base, memory, python) {
  const here = calculator(base, "memoire", python);
  return {
    ...here,
    handle(...question) {
      try {
        return here.handle(...question);
      } catch (error) {
        void memory.forget();
        throw error;
      }
    },
  };
}

/**
 * A Python whose memory of now is kept once it has answered.
 *
 * @param {string} base
 * @param {import("./memoire.js").Memory} memory
 * @param {import("pyodide").PyodideAPI} python
 * @param {import("./memoire.js").Bytes} library
 * @returns {Python}
 */
function remembered(base, memory, python, library) {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let image;
  try {
    if (memory.possible) image = /** @type {any} */ (python).makeMemorySnapshot();
  } catch {
    // Another Pyodide may not know how: later visits start as this one.
  }
  const here = calculator(base, "bibliotheque", python);
  return {
    ...here,
    handle(...question) {
      const answer = here.handle(...question);
      const bytes = image;
      image = undefined;
      if (bytes) setTimeout(() => void memory.keep({ bytes, library }));
      return answer;
    },
  };
}

/**
 * Put an archive of modules where Python finds it.
 *
 * @param {string} base
 * @param {import("pyodide").PyodideAPI} python
 * @param {string} paquet
 */
async function add(base, python, paquet) {
  const response = await fetch(`${base}${paquet}.zip`);
  if (!response.ok) throw new Error(`${response.url} : ${response.status}`);
  const place = `/lib/${paquet}.zip`;
  python.FS.writeFile(place, new Uint8Array(await response.arrayBuffer()));
  python.pyimport("sys").path.append(place);
}
