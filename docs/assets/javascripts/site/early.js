// @ts-check

import { begin } from "../shared/early.js";
import { fragmentOfPage } from "../shared/link.js";
import { afterDrawing } from "../shared/page.js";
import { place } from "../shared/recovery.js";

/** Stands in the page itself: a link that brings a situation starts Python once the page is seen, before its script comes. */
if (fragmentOfPage().includes("=")) {
  document.documentElement.dataset.lien = ""; // the worked example is not what this address is about
  afterDrawing(() => begin(place().python));
}
