// @ts-check

import { within } from "../shared/within.js";
import { ask, registrationAt } from "../shared/guard.js";

/** How long the copy may take to be read, and mended where it must, in milliseconds. */
const PATIENCE = 60_000;

/**
 * What the browser keeps of the site, against what the build wrote of each file: a page uses it before the server.
 *
 * @param {string} racine the root of the site
 * @returns {AsyncGenerator<import("./checks.js").Controle>}
 */
export async function* copie(racine) {
  const registration = await registrationAt(racine);
  if (!registration?.active) return;
  const essai = "Copie gardée par ce navigateur";
  const { controles = 0, alteres = [], remplaces = 0 } = await within(PATIENCE, ask(registration.active, "verifier"));
  const found = `${controles} fichiers gardés`;
  if (alteres.length === 0) return void (yield { essai, verdict: "bon", constat: `${found}, tous exacts` });
  const isMended = remplaces === alteres.length;
  const mended = isMended ? " et remplacés à l’instant" : "";
  yield { essai, verdict: isMended ? "limite" : "altere", constat: `${found} ; altérés ou perdus${mended} : ${alteres.join(", ")}` };
}
