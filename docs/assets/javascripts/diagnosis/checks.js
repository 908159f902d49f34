// @ts-check

import { messageOf, within } from "../shared/within.js";

/**
 * One thing tried, and what was found.
 *
 * @typedef {"bon" | "limite" | "altere" | "bloque"} Verdict
 * @typedef {{essai: string, verdict: Verdict, constat: string}} Controle
 */

/** The smallest module that WebAssembly accepts. */
const MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** How long a function of the browser may take to answer. */
const PATIENCE = 5_000;

/** @type {[string, Verdict, () => unknown][]} what is tried, what its absence means, how */
const FONCTIONS = [
  ["WebAssembly", "bloque", () => WebAssembly.instantiate(MODULE)],
  ["Worker de type module", "bloque", tryWorker],
  ["Connexion sûre (https)", "limite", () => isSecureContext || refuse("ni hors ligne, ni presse-papiers")],
  ["Stockage local", "limite", tryLocalStorage],
  ["Base locale (IndexedDB)", "limite", tryDatabase],
  ["Fichiers gardés (caches)", "limite", async () => caches.has("sun-es-diagnostic")],
  ["Fichiers du site (seconde visite plus rapide)", "limite", () => navigator.storage.getDirectory()],
  ["Service worker", "limite", () => navigator.serviceWorker.getRegistrations()],
  ["Presse-papiers", "limite", () => typeof navigator.clipboard.writeText],
];

/**
 * Each function of the browser that the simulator uses, one after the other.
 *
 * @returns {AsyncGenerator<Controle>}
 */
export async function* fonctions() {
  for (const [essai, absence, attempt] of FONCTIONS) {
    try {
      await within(PATIENCE, attempt());
      yield { essai, verdict: "bon", constat: "disponible" };
    } catch (error) {
      yield { essai, verdict: absence, constat: `absent ou refusé : ${messageOf(error)}` };
    }
  }
}

/** What the browser says of itself, for the head of the report. */
export function poste() {
  const policies = [...document.querySelectorAll("meta[http-equiv='Content-Security-Policy']")];
  return [
    `Page : ${location.origin}${location.pathname}`,
    `Heure du poste : ${new Date().toISOString()}`,
    `Navigateur : ${navigator.userAgent}`,
    `Langue : ${navigator.language}, en ligne : ${navigator.onLine ? "oui" : "non"}`,
    `Service worker en place : ${navigator.serviceWorker?.controller ? "oui" : "non"}`,
    `Politique de sécurité dans la page : ${policies.length === 1 ? "intacte" : "absente ou retirée"}`,
  ];
}

function tryWorker() {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL("workers/probe.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", done);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(new Error(event.message || "son fichier n’est pas venu"));
    });
  });
}

function tryLocalStorage() {
  localStorage.setItem("sun-es-diagnostic", "1");
  localStorage.removeItem("sun-es-diagnostic");
}

function tryDatabase() {
  return new Promise((done, fail) => {
    const request = indexedDB.open("sun-es-diagnostic");
    request.addEventListener("error", () => fail(request.error));
    request.addEventListener("success", () => {
      request.result.close();
      indexedDB.deleteDatabase("sun-es-diagnostic");
      done(undefined);
    });
  });
}

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  throw new Error(message);
}
