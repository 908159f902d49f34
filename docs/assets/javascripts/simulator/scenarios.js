// @ts-check

import { recall, remember } from "../shared/session.js";

const PLACE = "scenarios";

/** Beyond, a table is no longer read side by side. */
const MAX = 4;

/**
 * The scenarios kept beside the current situation, for this tab: a hidden field of the analysis holds
 * their fragments, one a line, so that Python compares them.
 *
 * @param {HTMLDetailsElement} section of the analysis
 * @param {HTMLElement} region of the result
 */
export function keepScenarios(section, region) {
  const field = /** @type {HTMLTextAreaElement} */ (section.querySelector("[name=gardes]"));
  const list = /** @type {HTMLElement} */ (section.querySelector(".sunes-scenarios__liste"));
  const keep = /** @type {HTMLButtonElement} */ (section.querySelector("[data-garder]"));

  /** @param {string[]} scenarios */
  const show = (scenarios) => {
    field.value = scenarios.join("\n");
    remember(PLACE, scenarios);
    list.replaceChildren(
      ...scenarios.map((_, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sunes-bouton";
        button.textContent = `Retirer le scénario ${letter(index)}`;
        button.addEventListener("click", () => change(scenarios.filter((_, other) => other !== index)));
        return button;
      }),
    );
    keep.disabled = scenarios.length >= MAX;
  };

  /** @param {string[]} scenarios */
  const change = (scenarios) => {
    show(scenarios);
    keep.focus(); // the button that was pressed may be gone
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  keep.addEventListener("click", () => {
    const { situation } = region.dataset;
    const kept = field.value.split("\n").filter(Boolean);
    if (situation !== undefined && !kept.includes(situation)) change([...kept, situation]);
  });
  const kept = recall(PLACE);
  show(Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MAX) : []);
}

/** @param {number} index */
function letter(index) {
  return String.fromCharCode(65 + index);
}
