// @ts-check

import { recall, remember } from "../shared/session.js";
import { today } from "./keep.js";

const PLACE = "brouillon";

/** Instant navigation keeps the document: a step back is then told by an event. */
let isBack = false;
addEventListener("popstate", () => (isBack = true));

/**
 * What is typed and has no address yet: a fault, a number half written. It comes back with the address
 * beside which it was typed, after a reload, a step back or a crash.
 *
 * @param {string} fragment what the form says
 */
export function keepDraft(fragment) {
  remember(PLACE, { adresse: location.hash, fragment, date: today() });
}

/** What this tab last typed, at whatever address. */
export function lastDraft() {
  return /** @type {{fragment?: string, date?: string}} */ (recall(PLACE) ?? {});
}

/** Whether the reader reloads the page or comes back to it, rather than opens a link. */
export function isReturn() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return isBack || visit?.type !== "navigate";
}

/**
 * What was typed beside this very address, for who comes back to it. A link that is opened says what it says.
 *
 * @returns {string | undefined}
 */
export function findDraft() {
  if (!isReturn()) return undefined;
  const kept = /** @type {{adresse?: unknown, fragment?: unknown} | undefined} */ (recall(PLACE));
  return kept?.adresse === location.hash && typeof kept.fragment === "string" ? kept.fragment : undefined;
}
