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

addEventListener("hashchange", unfold);
unfold();
