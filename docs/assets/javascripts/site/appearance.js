// @ts-check

/**
 * The scheme of the page, as its reader chooses it in the header: the system's, light or dark. What is kept has the
 * shape that the theme's inline script expects, which shows it before the page is drawn. The theme's own switch is
 * not used: at each load it restyles the whole page four times, for a scheme that is there already.
 */

/** @typedef {{__md_get: (name: string) => {index?: number} | null, __md_set: (name: string, value: unknown) => void}} Theme */

const PLACE = "__palette";
const SYSTEM = "(prefers-color-scheme)";

const theme = /** @type {Window & Theme} */ (/** @type {unknown} */ (window));
const options = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-apparence] button")]);
const light = matchMedia("(prefers-color-scheme: light)");
const bar = document.createElement("meta");
bar.name = "theme-color";
document.head.append(bar);

/** @param {number} index of the option */
function show(index) {
  const option = options[index];
  if (!option) return;
  const [media, { scheme, primary, accent }] = [option.dataset.mdColorMedia, colorsOf(option)];
  const { body } = document;
  const isTurned = body.dataset.mdColorScheme !== scheme;
  if (isTurned) body.dataset.mdColorSwitching = ""; // the theme's style sheet stops what fades
  Object.assign(body.dataset, { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent });
  for (const each of options) each.hidden = each !== option;
  theme.__md_set(PLACE, { index, color: { media, scheme, primary, accent } });
  requestAnimationFrame(() => {
    const header = document.querySelector(".md-header");
    if (header) bar.content = getComputedStyle(header).backgroundColor;
    if (isTurned) setTimeout(() => delete body.dataset.mdColorSwitching);
  });
}

/**
 * What an option puts on the page; the system's is one of the two others.
 *
 * @param {HTMLButtonElement} option
 */
function colorsOf(option) {
  const wanted = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
  const isSystem = option.dataset.mdColorMedia === SYSTEM;
  const shown = isSystem ? (options.find(({ dataset }) => dataset.mdColorMedia === wanted) ?? option) : option;
  return { scheme: shown.dataset.mdColorScheme, primary: shown.dataset.mdColorPrimary, accent: shown.dataset.mdColorAccent };
}

let chosen = theme.__md_get(PLACE)?.index ?? 0;
show(chosen);
light.addEventListener("change", () => show(chosen));
for (const [index, option] of options.entries()) {
  option.addEventListener("click", () => {
    chosen = (index + 1) % options.length;
    show(chosen);
    options[chosen]?.focus(); // the one that was used goes
  });
}

export {};
