// @ts-check

/**
 * `?integration=1`: the page is a frame of another site. A classic script in the head, so that nothing else
 * of the page is ever seen: the style sheet keeps the simulator alone; in the page itself, so that it is not waited for. The host hears how high it is, and
 * the links that leave the simulator open elsewhere. Nothing is stored.
 */
(() => {
  if (new URLSearchParams(location.search).get("integration") !== "1") return;
  const page = document.documentElement;
  page.dataset.integration = "";
  let told = 0;

  function tell() {
    const hauteur = Math.ceil(document.body.getBoundingClientRect().height);
    if (hauteur === told || window.parent === window) return;
    told = hauteur;
    window.parent.postMessage({ type: "sun-es:hauteur", hauteur }, "*"); // a height is no secret
  }

  addEventListener("DOMContentLoaded", () => new ResizeObserver(tell).observe(document.body));
  addEventListener(
    "click",
    ({ target }) => {
      const link = target instanceof Element && target.closest("a[href]");
      if (link instanceof HTMLAnchorElement && link.pathname !== location.pathname) link.target = "_blank";
    },
    { capture: true },
  );
})();
