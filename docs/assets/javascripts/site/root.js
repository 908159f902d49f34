// @ts-check

/**
 * The page that answers for an address which the site does not have comes at any depth: its links start from where the
 * site was built to stand. When the site stands elsewhere, its files are not found there: the page looks for the site
 * in the folders above its own address, and leads there.
 */

/** @type {Promise<void> | undefined} */
let settling;

addEventListener(
  "error",
  (event) => {
    if (!(event.target instanceof HTMLLinkElement || event.target instanceof HTMLScriptElement)) return;
    event.stopImmediatePropagation(); // nothing was lost: it was never there
    settling ??= settle();
  },
  true,
);

async function settle() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=sunes-python]"));
  const declared = meta?.dataset.python?.replace(/assets\/python\/.*/, "") ?? "/";
  const root = await findRoot();
  if (root === undefined || root === declared) return;
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
  for (const name of ["href", "src", "data-python"]) {
    for (const element of document.querySelectorAll(`[${name}^="${declared}"]`)) {
      element.setAttribute(name, root + element.getAttribute(name)?.slice(declared.length));
    }
  }
  const config = document.getElementById("__config");
  if (config) {
    const { search, ...rest } = JSON.parse(config.textContent ?? "");
    config.textContent = JSON.stringify({ ...rest, base: root, search: root + search.slice(declared.length) });
  }
  for (const script of document.querySelectorAll("script[src]")) script.replaceWith(again(script));
}

/** The nearest folder, from the address up, where the site is. */
async function findRoot() {
  const folders = location.pathname.split("/").slice(0, -1);
  for (; folders.length > 0; folders.pop()) {
    const root = `${folders.join("/")}/`;
    const response = await fetch(`${root}assets/python/manifest.json`, { cache: "no-store" }).catch(() => undefined);
    const found = response?.ok && (await response.json().catch(() => undefined));
    if (found?.dossier !== undefined) return root;
  }
  return undefined;
}

/**
 * The same script, which has not run.
 *
 * @param {Element} script
 */
function again(script) {
  const made = document.createElement("script");
  for (const { name, value } of script.attributes) made.setAttribute(name, value);
  return made;
}
