// @ts-check

import { recall, remember } from "../shared/session.js";

/** Whoever comes from an address that was mended, by `meant.js`, is told so, once. */
const PLACE = "adresse-corrigee";
const mended = /** @type {{demandee: string, messagerie: boolean, page: string} | undefined} */ (recall(PLACE));
const content = document.querySelector(".md-content__inner");
if (mended && content && mended.page === location.pathname) {
  remember(PLACE, undefined);
  const note = document.createElement("p");
  note.className = "sunes-correction";
  note.role = "status";
  content.prepend(note);
  setTimeout(() => {
    note.textContent = mended.messagerie
      ? "Une messagerie avait réécrit ce lien ; son adresse est rétablie, avec tout ce qu’il portait."
      : `L’adresse demandée, «\u00a0${mended.demandee}\u00a0», n’existe pas\u00a0: voici la page qu’elle désignait.`;
  }); // a place that comes with its text may not be read aloud
}
