// @ts-check

/** Follow what has moved: this whole page, whose fragment goes along, or the section that the address names. */
function follow() {
  const section = document.getElementById(location.hash.slice(1));
  const link =
    document.querySelector("a[data-nouvelle-adresse]") ?? section?.querySelector(":scope[data-deplacee] > a");
  if (!(link instanceof HTMLAnchorElement)) return;
  const target = new URL(link.href);
  target.hash ||= location.hash;
  location.replace(target);
}

addEventListener("hashchange", follow);
follow();
