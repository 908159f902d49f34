// @ts-check

/**
 * The service worker, as a page speaks to it. Where the browser has none, or refuses it (a plain-http intranet, a
 * frame without an origin), nothing is kept.
 */

/** How long a new build may take to be kept, in milliseconds: the guide comes with it, the calculator too if it was kept. */
const PATIENCE = 120_000;
/** How long the build in place may take to leave it to the new one. */
const LAME = 3_000;

/** @typedef {{pret?: boolean, version?: string, build?: string, controles?: number, alteres?: string[], remplaces?: number}} Reponse */

/**
 * @param {ServiceWorker} worker
 * @param {string} demande
 * @param {(part: number) => void} [progress] hears how much of it is done, from 0 to 1
 * @returns {Promise<Reponse>}
 */
export function ask(worker, demande, progress) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done, fail) => {
    port1.addEventListener("message", ({ data }) => {
      if (data.total) progress?.(data.recus / data.total);
      else if (data.echec) fail(new Error(data.echec));
      else done(data);
    });
    port1.start();
    worker.postMessage({ demande }, [port2]);
  });
}

/** @param {string} root the address of the site */
export async function registrationAt(root) {
  try {
    return await navigator.serviceWorker?.getRegistration(root);
  } catch {
    return undefined;
  }
}

/**
 * Put the build that the server has now in the place of the one that is kept. Rejects when it does not come whole.
 *
 * @param {ServiceWorkerRegistration} registration
 */
export async function renew(registration) {
  const script = registration.active?.scriptURL ?? "";
  await fetch(script, { cache: "reload" }); // some servers say of an older file that it has not changed
  await registration.update();
  const coming = registration.installing ?? registration.waiting;
  if (!coming) return; // it is there already: another tab took it
  await reached(coming, "installed", PATIENCE);
  coming.postMessage({ demande: "activer" });
  // The one in place may be kept busy by what it could not get: it is let go, the page comes from the server.
  await reached(coming, "activated", LAME).catch(() => registration.unregister());
}

/**
 * @param {ServiceWorker} worker
 * @param {ServiceWorkerState} state
 * @param {number} patience in milliseconds
 */
function reached(worker, state, patience) {
  const order = ["parsed", "installing", "installed", "activating", "activated"];
  return new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "redundant") fail(new Error("La nouvelle version n’a pas pu être gardée."));
      else if (order.indexOf(worker.state) >= order.indexOf(state)) done(undefined);
    };
    worker.addEventListener("statechange", look);
    setTimeout(() => fail(new Error("La nouvelle version tarde.")), patience);
    look();
  });
}
