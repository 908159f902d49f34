// @ts-check

import "./arrival.js";
import { recall } from "../shared/session.js";
import "./folds.js";
import "./menu.js";

/** The menu of a narrow screen: the theme folds it by a box that the keyboard cannot reach, this button can. */
for (const button of document.querySelectorAll("[data-bascule]")) {
  const box = document.getElementById(/** @type {HTMLElement} */ (button).dataset.bascule ?? "");
  if (!(box instanceof HTMLInputElement)) continue;
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    box.click();
    /** @type {HTMLElement} */ (button).focus();
  });
  tell();
}

/** « Simuler » comes back to what this tab was doing there. */
document.addEventListener(
  "click",
  ({ target }) => {
    const link = target instanceof Element ? target.closest(".sunes-chemins a") : null;
    if (!(link instanceof HTMLAnchorElement) || !link.pathname.endsWith("/simulateur/")) return;
    const kept = /** @type {{fragment?: unknown} | undefined} */ (recall("brouillon"));
    if (typeof kept?.fragment === "string") link.hash = kept.fragment;
  },
  { capture: true },
);
