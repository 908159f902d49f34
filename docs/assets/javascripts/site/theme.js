// @ts-check

/**
 * The theme's script, on a page that computes: menus and search wait for the result that a link asks for, which on a
 * weak machine needs all of it; not for ever, nor once the reader does something.
 */

/** In milliseconds. */
const PATIENCE = 4_000;
const ACTS = ["pointerdown", "keydown", "focusin"];

const place = /** @type {HTMLElement} */ (document.querySelector("script[data-theme]"));

function load() {
  clearTimeout(late);
  drawn.disconnect();
  for (const act of ACTS) removeEventListener(act, load);
  const script = document.createElement("script");
  script.src = place.dataset.theme ?? "";
  place.after(script);
}

const late = setTimeout(load, location.hash.includes("=") ? PATIENCE : 0);
const drawn = new PerformanceObserver((list) => list.getEntriesByName("calculateur:resultat").length > 0 && load());
drawn.observe({ type: "mark" });
for (const act of ACTS) addEventListener(act, load, { passive: true });

export {};
