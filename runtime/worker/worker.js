// @ts-check

import { prepareMachineCode } from "./machine.js";
import { memoryAt } from "./memory.js";
import { start } from "./python.js";
import { watchDownload } from "./download.js";

/**
 * Python, in its own thread. It stands in the folder of Python, which it starts at once; `{etape, recus, total}`
 * tells how far it is, in bytes. The page posts `{id, texte}`; every post gets one answer with the same id,
 * `{id, texte}` or `{id, panne}`. A start that fails stays failed: the page makes another worker. A post may
 * bring the bytes of a `fichier`. One that names a `paquet` has Python take it: `{id, recus}` tells how many of its
 * bytes are here, and `{id, refus}` that it does not come, which leaves Python as it was.
 *
 * @typedef {{id: number, texte?: string, fichier?: ArrayBuffer, paquet?: string}} Question
 * @typedef {{etape: Etape, recus?: number, total?: number} | {id: number, texte: string} | {id: number, recus: number} | {id: number, refus: string} | {id: number, panne: string}} Reponse
 * @typedef {"telechargement" | "regles"} Etape
 */

const page = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {(reason: unknown) => void} */
let lose = () => {};

/** Pyodide waits for ever when its machine code does not come: this is rejected instead. */
const lost = new Promise((_, reject) => void (lose = reject));
lost.catch(() => {}); // told to whoever asks

page.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  lose(event.reason);
});

page.addEventListener("message", async (/** @type {MessageEvent<Question>} */ { data }) => {
  try {
    const { voie, handle, install } = await python;
    if (data.paquet !== undefined) return await take(data.id, data.paquet, install);
    say({ id: data.id, texte: data.texte === undefined ? voie : handle(data.texte, data.fichier) });
  } catch (error) {
    say({ id: data.id, panne: String(error) });
  }
});

/**
 * @param {number} id
 * @param {string} paquet
 * @param {import("./python.js").Python["install"]} install
 */
async function take(id, paquet, install) {
  try {
    await install(paquet, (recus) => say({ id, recus }));
    say({ id, texte: paquet });
  } catch (error) {
    say({ id, refus: String(error) });
  }
}

/** @param {Reponse} message */
function say(message) {
  page.postMessage(message);
}

const base = new URL("./", page.location.href).href;
say({ etape: "telechargement" });
const memory = memoryAt(base);
const finding = memory.find();
const isLong = finding.then((found) => found === undefined);
watchDownload(base, isLong, (recus, total) => say({ etape: "telechargement", recus, total }));
const archives = prepareMachineCode(base, finding, lose);
const python = Promise.race([start(base, memory, finding, archives, () => say({ etape: "regles" })), lost]);
python.catch(() => {}); // told to whoever asks

export {};
