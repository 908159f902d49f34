// @ts-check

import { ask } from "../shared/guard.js";

/**
 * The site without network, as a page sees it: it asks the service worker to keep the site, says when
 * the calculator is kept too (`html[data-hors-ligne=pret]`), and announces a new version without
 * imposing it. Where the browser has no service worker (a plain-http intranet), nothing is shown.
 */

const ROOT = new URL("../../", import.meta.url);
const page = document.documentElement;
const { serviceWorker } = navigator;
const saving = /** @type {Navigator & {connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData === true;
/** How long a page rests, in milliseconds, before one looks whether anything may be kept: the reader comes first. */
const REST = 3000;

/** Whether the reader asked for the new version in this tab. */
let wanted = false;

/** Keep the site; the same registration however often it is asked. */
async function register() {
  return serviceWorker.register(new URL("service-worker.js", ROOT), { scope: ROOT.pathname, updateViaCache: "none" });
}

/** Keep the calculator, and say so. */
async function keepCalculator() {
  await register();
  const { active } = await serviceWorker.ready;
  if (!active) return;
  say("Téléchargement en cours…");
  try {
    const percent = (/** @type {number} */ part) => say(`Téléchargement : ${Math.floor(part * 100)} %`);
    tell(await ask(active, "calculateur", percent));
  } catch {
    say("Le téléchargement n’a pas abouti. Réessayez.", true);
  }
}

/** @param {{pret?: boolean}} state */
function tell({ pret }) {
  if (pret) page.dataset.horsLigne = "pret";
  say(pret ? "Disponible hors ligne." : "", !pret);
}

/**
 * What every place that speaks of it shows; the button only where it may still serve.
 *
 * @param {string} sentence
 * @param {boolean} [button]
 */
function say(sentence, button = false) {
  for (const place of document.querySelectorAll("[data-hors-ligne-etat]")) place.textContent = sentence;
  for (const place of document.querySelectorAll("[data-hors-ligne-bouton]")) /** @type {HTMLElement} */ (place).hidden = !button;
}

/**
 * Tell that a new version waits. After a publication that was taken back, the one that waits may be the one in use.
 *
 * @param {ServiceWorker} waiting
 * @param {ServiceWorker | null} active
 */
async function announce(waiting, active) {
  const banner = document.querySelector("[data-nouvelle-version]");
  if (!(banner instanceof HTMLElement)) return;
  const { version, build } = await ask(waiting, "etat");
  if (active && (await ask(active, "etat")).build === build) return void ask(waiting, "activer");
  const sentence = banner.querySelector("p");
  if (sentence) sentence.textContent = `Une version plus récente de ce site est prête : ${version}.`;
  banner.hidden = false;
  banner.querySelector("[data-plus-tard]")?.addEventListener("click", () => (banner.hidden = true));
  banner.querySelector("[data-mettre-a-jour]")?.addEventListener("click", () => {
    wanted = true;
    void ask(waiting, "activer");
  });
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const look = () => {
    if (registration.waiting && serviceWorker.controller) void announce(registration.waiting, registration.active);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  serviceWorker.addEventListener("controllerchange", () => wanted && location.reload());
}

async function start() {
  for (const button of document.querySelectorAll("[data-hors-ligne-bouton]")) {
    button.addEventListener("click", () => void keepCalculator());
  }
  const before = await serviceWorker.getRegistration(ROOT);
  if (before?.active) tell(await ask(before.active, "etat"));
  else say("", true);
  if (before) watch(before);
  if (saving && !before) return;
  await rested();
  const registration = await register();
  if (registration !== before) watch(registration);
  const computes = document.querySelector('meta[name="sunes-hors-ligne"][content="calculateur"]') !== null;
  if (computes && !saving && page.dataset.horsLigne !== "pret") void keepCalculator();
}

/** Once the page has rested, and Python has given its answer if it was asked for one; not after a failure. */
async function rested() {
  const visit = /** @type {Window & {calculateur?: import("../shared/calculator.js").Calculator}} */ (window);
  do await new Promise((done) => setTimeout(done, REST));
  while (visit.calculateur && !visit.calculateur.isIdle);
}

const framed = window.self !== window.top;
if (serviceWorker && isSecureContext && !framed) {
  const begin = () => void start().catch(() => {}); // refused by the browser or its settings: the site works without
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}
