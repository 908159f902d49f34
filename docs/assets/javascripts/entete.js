// @ts-check

/** The menu of a narrow screen is a label, which a mouse can press: so can the keyboard. */
for (const label of document.querySelectorAll("label[role=button]")) {
  label.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    /** @type {HTMLElement} */ (label).click();
  });
}
