// @ts-check

import { find } from "../shared/page.js";

/**
 * A file made here and kept by the reader: nothing is sent.
 *
 * @param {string} nom
 * @param {Blob} contenu
 */
export function save(nom, contenu) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(contenu);
  link.download = nom;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * The bytes that Python wrote in base 64.
 *
 * @param {string} text
 */
export function bytes(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/**
 * Print what is drawn in `#recus`, and nothing else of the page.
 *
 * @param {Element} root
 */
export function printReceipts(root) {
  document.documentElement.classList.add("sunes-recus-seuls");
  addEventListener(
    "afterprint",
    () => {
      document.documentElement.classList.remove("sunes-recus-seuls");
      find(root, "#recus").replaceChildren();
    },
    { once: true },
  );
  print();
}
