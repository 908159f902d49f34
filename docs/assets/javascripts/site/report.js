// @ts-check

import { toClipboard } from "../shared/clipboard.js";

/**
 * « Signaler une erreur » at the foot of a page leads here: the text to send names that page and its rule. It goes to
 * the clipboard, or into an e-mail of the reader's, with what they wrote in it.
 */

const field = document.querySelector("#signalement");
const said = document.querySelector("#signalement-dit");
const asked = new URLSearchParams(location.search);

/** @param {HTMLTextAreaElement} text */
function start(text) {
  const [rule, page] = [asked.get("regle") ?? "", asked.get("page") ?? ""];
  if (/^[A-Z]{1,2} ?\d[\d.]*$/.test(rule)) complete(text, "Règle", rule);
  if (/^[\w/-]+$/.test(page)) complete(text, "Page", new URL("..", location.href).href.replace(/[?#].*/, "") + page);
  document.querySelector("#signalement-copier")?.addEventListener("click", async () => {
    const isCopied = await toClipboard(text.value);
    if (!isCopied) text.select();
    if (said) said.textContent = isCopied ? "Texte copié." : "Le texte est sélectionné : copiez-le avec Ctrl + C.";
  });
  for (const link of document.querySelectorAll("a[data-courriel]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const to = link.href;
    link.addEventListener("click", () => {
      const subject = ["SUN-ES, erreur", rule].filter(Boolean).join(" : ");
      link.href = `${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.value)}`;
    });
  }
}

/**
 * @param {HTMLTextAreaElement} text
 * @param {string} name of the line
 * @param {string} value
 */
function complete(text, name, value) {
  text.value = text.value.replace(new RegExp(`^(${name}\\s*:).*$`, "m"), (_, start) => `${start} ${value}`);
}

if (field instanceof HTMLTextAreaElement) start(field);
