// @ts-check

import { calculatorAt } from "../shared/calculator.js";
import { fragmentOfPage } from "../shared/link.js";

/** A link that brings a situation: Python starts, and draws it, while the page is still being read. */
const fragment = fragmentOfPage();
if (fragment.includes("=")) {
  document.documentElement.dataset.lien = ""; // the worked example is not what this address is about
  const place = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=sunes-python]"));
  const python = place?.dataset.python ?? "";
  const racine = python.replace(/assets\/.*/, "");
  calculatorAt(new URL(python, document.baseURI).href).foresee({ action: "dessiner", fragment, racine, parties: [] });
}
