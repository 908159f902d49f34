// @ts-check

import { fragmentOfPage } from "../shared/link.js";
import { afterDrawing } from "../shared/page.js";

/** The permalink of the page: its fragment, read when it changes and written without a step in the history. */
export class Adresse {
  /** What this page last read from the address or wrote in it. */
  #known = "";

  /** The situation last written, even where the browser refused to show it. */
  #shown = "";

  /** The address of the simulator, in a page of its own even from a frame. */
  get page() {
    return location.origin + location.pathname;
  }

  /** The address that opens the situation last written. */
  get link() {
    return `${this.page}#${this.#shown}`;
  }

  /** The situation of the address, when it is not already the one of the page; a way in the page leaves it there. */
  read() {
    const fragment = fragmentOfPage();
    if (fragment === this.#known) return undefined;
    if (isAnchor(fragment)) {
      if (this.#shown) this.write(this.#shown);
      return undefined;
    }
    this.#known = fragment;
    return fragment;
  }

  /** @param {string} fragment */
  write(fragment) {
    this.#shown = fragment;
    this.#place(fragment);
  }

  /**
   * Write once the result that goes with it is drawn: a browser takes milliseconds to change its address.
   *
   * @param {string} fragment
   * @param {() => void} done
   */
  writeLater(fragment, done) {
    this.#shown = fragment;
    const { pathname, hash } = location;
    afterDrawing(() => {
      if (this.#shown !== fragment || location.pathname !== pathname || location.hash !== hash) return; // gone on
      this.#place(fragment);
      done();
    });
  }

  /** @param {string} fragment */
  #place(fragment) {
    const address = location.pathname + location.search + (fragment && `#${fragment}`);
    try {
      if (location.hash.slice(1) !== fragment) history.replaceState(history.state, "", address);
    } catch {
      // A browser may refuse changes that come too fast; the next one will do.
    }
    this.#known = location.hash.slice(1);
  }
}

/**
 * Whether a fragment leads to a place of the page.
 *
 * @param {string} fragment
 */
function isAnchor(fragment) {
  return !fragment.includes("=") && document.getElementById(fragment) !== null;
}
