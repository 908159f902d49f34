// @ts-check

/**
 * Python, in a worker, as fast as it comes.
 *
 * A first visit loads a library cut to what the calculator needs, then the engine (`runtime/library.py`), draws an
 * example to warm it up and, after the first answer, keeps the memory of that Python and both; later visits restore it.
 * That memory was taken before the first question: nothing typed is in it. The first of those visits also has
 * the browser compile at its best what an answer runs (`train`), once it has answered.
 *
 * @typedef {"memoire" | "bibliotheque"} Voie
 * @typedef {(texte: string, fichier?: ArrayBuffer) => string} Handle
 * @typedef {object} Python
 * @property {Voie} voie how it came
 * @property {Handle} handle a JSON question in, with the bytes of a file; a JSON answer out
 * @property {(paquet: string, hear: (recus: number) => void) => Promise<void>} install adds a package that a start leaves aside
 */

import { loadPyodide } from "pyodide";

import { LIBRARY } from "./machine.js";

/** Where Python finds the engine, and what it imports. */
const ENGINE = "/lib/moteur.zip";
const REHEARSAL = `import sys; sys.path.append("${ENGINE}"); import enginecustomize
from calculator.rehearsal import rehearse; rehearse()`;
/** How long the reader's page has to itself after the first answer, in milliseconds. */
const REST = 500;
/** How long the server may stay silent while a package comes, in milliseconds. */
const SILENCE = 30_000;
/** Chromium keeps what it compiles at its best at each whole megabyte: 25 drawings make one. */
const DRAWINGS = 50;

/**
 * @param {string} base the address of the folder of Python, with its final slash
 * @param {import("./memory.js").Memory} memory
 * @param {ReturnType<import("./memory.js").Memory["find"]>} finding what was kept of an earlier visit
 * @param {Promise<import("./memory.js").Archives>} coming
 * @param {() => void} onFiles called when the files are here and the rules are to be read
 * @returns {Promise<Python>}
 */
export async function start(base, memory, finding, coming, onFiles) {
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
      const python = await boot({ _loadSnapshot: found.bytes });
      python.FS.writeFile(ENGINE, found.engine);
      return restored(base, memory, python);
    } catch {
      await memory.forget();
    }
  }
  const python = await boot({ _makeSnapshot: memory.possible });
  const archives = await coming;
  onFiles();
  python.FS.writeFile(ENGINE, archives.engine);
  python.runPython(REHEARSAL);
  return remembered(base, memory, python, archives);
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
    install(paquet, hear) {
      const known = installed.get(paquet) ?? add(base, python, paquet, hear);
      installed.set(paquet, known);
      known.catch(() => installed.delete(paquet)); // it may be asked for again
      return known;
    },
  };
}

/**
 * A restored Python. If it breaks, the next start is the ordinary one.
 *
 * @param {string} base
 * @param {import("./memory.js").Memory} memory
 * @param {import("pyodide").PyodideAPI} python
 * @returns {Python}
 */
function restored(base, memory, python) {
  const here = calculator(base, "memoire", python);
  const handle = answering(here.handle, () => void memory.once(() => train(python)));
  return {
    ...here,
    handle(...question) {
      try {
        return handle(...question);
      } catch (error) {
        void memory.forget();
        throw error;
      }
    },
  };
}

/**
 * Draw the example again and again, between the reader's questions: what an answer runs is then compiled at its best,
 * and a browser that keeps such code has it from the start at the visits to come.
 *
 * @param {import("pyodide").PyodideAPI} python
 */
async function train(python) {
  await pause(REST);
  const { draw } = python.pyimport("calculator.rehearsal");
  for (let drawn = 0; drawn < DRAWINGS; drawn++) {
    draw();
    await pause();
  }
}

/** @param {number} [time] milliseconds; without any, time for a question that waits */
function pause(time) {
  return new Promise((done) => setTimeout(done, time));
}

/**
 * A Python whose memory of now is kept once it has answered.
 *
 * @param {string} base
 * @param {import("./memory.js").Memory} memory
 * @param {import("pyodide").PyodideAPI} python
 * @param {import("./memory.js").Archives} archives
 * @returns {Python}
 */
function remembered(base, memory, python, archives) {
  const bytes = snapshot(memory, python); // before anything of Python is handed to this script
  const here = calculator(base, "bibliotheque", python);
  return bytes ? { ...here, handle: answering(here.handle, () => void memory.keep({ bytes, ...archives })) } : here;
}

/**
 * The memory of now; none where it could not be kept, or when another Pyodide does not know how.
 *
 * @param {import("./memory.js").Memory} memory
 * @param {import("pyodide").PyodideAPI} python
 * @returns {import("./memory.js").Bytes | undefined}
 */
function snapshot(memory, python) {
  try {
    return memory.possible ? /** @type {any} */ (python).makeMemorySnapshot() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Answer as ever, and do something else after the first answer.
 *
 * @param {Handle} handle
 * @param {() => void} work
 * @returns {Handle}
 */
function answering(handle, work) {
  /** @type {typeof work | undefined} */
  let next = work;
  return (...question) => {
    const answer = handle(...question);
    if (next) setTimeout(next);
    next = undefined;
    return answer;
  };
}

/**
 * Put an archive of modules where Python finds it.
 *
 * @param {string} base
 * @param {import("pyodide").PyodideAPI} python
 * @param {string} paquet
 * @param {(recus: number) => void} hear
 */
async function add(base, python, paquet, hear) {
  const place = `/lib/${paquet}.zip`;
  python.FS.writeFile(place, await received(`${base}${paquet}.zip`, hear));
  python.pyimport("sys").path.append(place);
}

/**
 * A file whole; one whose server stays silent is given up.
 *
 * @param {string} url
 * @param {(recus: number) => void} hear
 */
async function received(url, hear) {
  const giving = new AbortController();
  const silent = () => giving.abort(new Error(`${url} : rien n’est venu pendant ${SILENCE / 1000} secondes.`));
  let clock = setTimeout(silent, SILENCE);
  try {
    const response = await fetch(url, { signal: giving.signal });
    if (!response.ok) throw new Error(`${response.url} : ${response.status}`);
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    let recus = 0;
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      clearTimeout(clock);
      clock = setTimeout(silent, SILENCE);
      parts.push(part.value);
      hear((recus += part.value.byteLength));
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } finally {
    clearTimeout(clock);
  }
}
