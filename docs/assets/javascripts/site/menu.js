// @ts-check

/**
 * The parts of the menu that unfold: the theme folds each by a box that nobody reaches, and a label that the keyboard
 * does. A button takes the place of the label, with the name of its part and whether it is open.
 */
for (const label of /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll(".md-nav__link[for][tabindex='0']"))) {
  const box = label.control;
  if (!(box instanceof HTMLInputElement)) continue;
  const name = label.textContent?.trim() || label.previousElementSibling?.textContent?.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} sunes-partie`;
  button.id = label.id;
  if (name) button.ariaLabel = name;
  button.append(...label.childNodes);
  const tell = () => (button.ariaExpanded = String(box.checked));
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
}

export {};
