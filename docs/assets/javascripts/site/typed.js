// @ts-check

/**
 * Stands in a page that computes, before its form: what is typed or chosen while the scripts are still coming is
 * marked, and `fields.js` says it again to the script that takes the form in hand. A link fills the form; it does not
 * take back what the reader has just said.
 */
addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement && !target.closest("[data-actif]")) target.dataset.tape = "";
});
