// @ts-check

/**
 * The theme's script, on a page that computes: menus and search wait for the result that a link asks for,
 * unless it is long to come.
 */

/** In milliseconds. */
const PATIENCE = 1500;

const place = /** @type {HTMLElement} */ (document.querySelector("script[data-theme]"));

function load() {
  clearTimeout(late);
  drawn.disconnect();
  const script = document.createElement("script");
  script.src = place.dataset.theme ?? "";
  place.after(script);
}

const late = setTimeout(load, location.hash.includes("=") ? PATIENCE : 0);
const drawn = new PerformanceObserver((list) => list.getEntriesByName("calculateur:resultat").length > 0 && load());
drawn.observe({ type: "mark" });

export {};
