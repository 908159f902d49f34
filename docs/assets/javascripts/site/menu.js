// @ts-check

/**
 * The parts of the menu that unfold: the theme folds each by a box that nobody reaches, and a label that the keyboard
 * does. It is told as what it is, a button, with the name of its part and whether it is open.
 */
for (const label of /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll(".md-nav__link[for][tabindex='0']"))) {
  const box = label.control;
  if (!(box instanceof HTMLInputElement)) continue;
  const name = label.textContent?.trim() || label.previousElementSibling?.textContent?.trim();
  label.role = "button";
  if (name) label.ariaLabel = name;
  const tell = () => (label.ariaExpanded = String(box.checked));
  box.addEventListener("change", tell);
  label.addEventListener("keydown", (event) => {
    if (event.key !== " ") return; // the theme hears Enter
    event.preventDefault(); // the page does not scroll
    box.click();
  });
  tell();
}

export {};
