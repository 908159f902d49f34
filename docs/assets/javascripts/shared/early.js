// @ts-check

/**
 * A worker started by the head of a page, before its script comes, and handed to the calculator with what it
 * has said meanwhile.
 *
 * @typedef {object} Early
 * @property {string} base the address of the folder of Python, with its final slash
 * @property {Worker} worker
 * @property {import("../../../../runtime/worker/worker.js").Reponse[]} said
 * @property {boolean} isLost
 */

const visit = /** @type {Window & {calculateurTot?: Early}} */ (window);

/** @param {string} base */
export function workerOf(base) {
  return new Worker(`${base}worker.js`, { type: "module" });
}

/**
 * Begin, unless the page's own script was there first.
 *
 * @param {string} base
 */
export function begin(base) {
  if ("calculateurTot" in visit) return;
  /** @type {Early} */
  const early = { base, worker: workerOf(base), said: [], isLost: false };
  early.worker.onmessage = ({ data }) => early.said.push(data);
  early.worker.onerror = (event) => {
    event.preventDefault(); // another worker will tell
    early.isLost = true;
  };
  visit.calculateurTot = early;
}

/**
 * The worker of this folder, for whoever listens to it from now on: the one that began with the page, once.
 *
 * @param {string} base
 * @returns {{worker: Worker, said: Early["said"]}}
 */
export function takeOver(base) {
  const early = visit.calculateurTot;
  visit.calculateurTot = undefined; // none begins any more
  if (early?.base !== base || early.isLost) {
    early?.worker.terminate();
    return { worker: workerOf(base), said: [] };
  }
  early.worker.onmessage = early.worker.onerror = null;
  return early;
}
