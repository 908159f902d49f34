// @ts-check

/** The letters by which the theme opens the search or turns the page: whoever speaks to a browser types them unawares. */
const SHORTCUTS = new Set(["f", "s", "/", "p", ",", "n", "."]);

window.addEventListener(
  "keydown",
  (event) => {
    const { target, key, ctrlKey, altKey, metaKey } = event;
    const isTyped = target instanceof Element && target.matches("input, select, textarea, [contenteditable]");
    if (SHORTCUTS.has(key) && !isTyped && !ctrlKey && !altKey && !metaKey) event.stopImmediatePropagation();
  },
  { capture: true }, // before the theme
);

export {};
