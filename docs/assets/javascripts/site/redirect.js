// @ts-check

/**
 * Follow what has moved: this whole page, whose fragment goes along, the section that the address names, or what now
 * has a page of its own, to which a row of a table leads.
 */
function follow() {
  const section = document.getElementById(location.hash.slice(1));
  const row = section?.querySelector(":scope[data-page] a");
  if (row instanceof HTMLAnchorElement) return location.replace(row.href);
  const link =
    document.querySelector("a[data-nouvelle-adresse]") ?? section?.querySelector(":scope[data-deplacee] > a");
  if (!(link instanceof HTMLAnchorElement)) return;
  const target = new URL(link.href);
  target.hash ||= location.hash;
  location.replace(target);
}

addEventListener("hashchange", follow);
follow();
