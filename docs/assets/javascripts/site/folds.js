// @ts-check

/** Unfold what the address names: a section under its title, or what a section holds. */
function unfold() {
  const named = document.getElementById(location.hash.slice(1));
  for (let fold = named?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    if (fold.open) continue;
    fold.open = true;
    named?.scrollIntoView();
  }
}

/** Print all that the page holds, unfolded for as long as that takes; but for the examples that help to try a rule. */
function printAll() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = document.querySelectorAll("article details:not([open])");
  const closed = [...folds].filter((fold) => !fold.closest(".sunes-mini, .sunes-actions"));
  for (const fold of closed) fold.open = true;
  const end = () => {
    for (const fold of closed) fold.open = false;
  };
  addEventListener("afterprint", end, { once: true });
  print();
}

/** The theme unfolds all at print: what was folded is marked before it does. */
function mark() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = document.querySelectorAll("article details");
  for (const fold of folds) fold.classList.toggle("sunes-ferme", !fold.open);
}

addEventListener("beforeprint", mark, { capture: true });
addEventListener("hashchange", unfold);
addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-imprimer-tout]")) printAll();
});
unfold();
