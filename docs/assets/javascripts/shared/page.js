// @ts-check

/**
 * A part of the page that must be there.
 *
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The page has no ${selector}.`);
}

/**
 * Say a text in a place. One that it says already is left alone: the browser has nothing to lay out.
 *
 * @param {Element} place
 * @param {string} text
 */
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Put a place out of sight, or show it. One that is so already is left alone: the browser has nothing to style.
 *
 * @param {HTMLElement} place
 * @param {boolean} hidden
 */
export function hide(place, hidden) {
  if (place.hidden !== hidden) place.hidden = hidden;
}

/**
 * Whether a part of the page is laid out, in sight or further down.
 *
 * @param {Element} place
 */
export function isShown(place) {
  return place.getClientRects().length > 0;
}

/**
 * Do something once what was just placed is on the screen; at once where nobody looks, for nothing is drawn there.
 *
 * @param {() => void} act
 */
export function afterDrawing(act) {
  if (document.hidden) act();
  else requestAnimationFrame(() => setTimeout(act));
}

/**
 * A part of the page has its script: what the page said while it had none goes.
 *
 * @param {HTMLElement} part
 */
export function takeInHand(part) {
  part.dataset.actif = "";
  part.querySelector(":scope > [data-secours]")?.remove();
}
