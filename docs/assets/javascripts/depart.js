// @ts-check

import { calculatorAt } from "./client.js";

/** A link that brings a situation will need Python: it starts while the page is still being read. */
if (location.hash.includes("=")) {
  const place = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=sunes-python]"));
  const base = new URL(place?.dataset.python ?? "", document.baseURI).href;
  calculatorAt(base).load().catch(() => {}); // told when the result is asked for
}
