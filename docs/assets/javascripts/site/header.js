// @ts-check

/** The menu of a narrow screen: the theme folds it by a box that the keyboard cannot reach, this button can. */
for (const button of document.querySelectorAll("[data-bascule]")) {
  const box = document.getElementById(/** @type {HTMLElement} */ (button).dataset.bascule ?? "");
  if (!(box instanceof HTMLInputElement)) continue;
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    box.click();
    /** @type {HTMLElement} */ (button).focus();
  });
  tell();
}
