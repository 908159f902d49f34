// @ts-check

/**
 * Replace a drawing; explanations that were open stay open.
 *
 * @param {HTMLElement} place
 * @param {string} html escaped by Python's templates
 */
export function redraw(place, html) {
  const opened = new Set([...place.querySelectorAll("details")].filter(({ open }) => open).map(nameOf));
  place.innerHTML = html;
  for (const details of place.querySelectorAll("details")) {
    if (opened.has(nameOf(details))) details.open = true;
  }
}

/**
 * What tells an explanation from the others, whatever its figures: its domain and the steps that lead to it.
 *
 * @param {HTMLElement} details
 * @returns {string}
 */
function nameOf(details) {
  const around = /** @type {HTMLElement | null} */ (details.parentElement?.closest("details, [data-domaine]"));
  return `${around ? nameOf(around) : ""}/${details.dataset.domaine ?? details.dataset.nom}`;
}
