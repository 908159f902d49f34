// @ts-check

import { unfold } from "./faults.js";

/**
 * Give a field its value; several boxes of one name share a list. A choice that the field does not offer is
 * added to it: what a link says stays, with what is wrong with it, until the reader chooses otherwise.
 *
 * @param {Element | RadioNodeList} field
 * @param {string} value
 */
export function setField(field, value) {
  const boxes = (field instanceof RadioNodeList ? [...field] : [field]).filter(isBox);
  if (field instanceof HTMLSelectElement) choose(field, value);
  else if (boxes.length > 0) tick(boxes, value);
  else if (field instanceof HTMLInputElement && field.type === "text") field.value = value;
}

/**
 * Empty a form, and take away the choices that were added to it.
 *
 * @param {HTMLFormElement} form
 */
export function clear(form) {
  for (const stranger of form.querySelectorAll("[data-etranger]")) stranger.remove();
  form.reset();
}

/**
 * @param {HTMLSelectElement} list
 * @param {string} value
 */
function choose(list, value) {
  if (![...list.options].some((option) => option.value === value)) {
    const stranger = new Option(told(value), value);
    stranger.dataset.etranger = "";
    list.append(stranger);
  }
  list.value = value;
}

/**
 * @param {HTMLInputElement[]} boxes of one name
 * @param {string} value
 */
function tick(boxes, value) {
  const last = boxes.at(-1);
  const wanted = new Set(last?.type === "radio" ? [value] : value.split(",").map((part) => part.trim()));
  for (const box of boxes) box.checked = wanted.delete(box.value);
  if (boxes.length === 1) wanted.delete("non"); // what a lone box says when it is not ticked
  wanted.delete("");
  for (const stranger of wanted) last?.closest("label")?.after(addedLike(last, stranger));
}

/**
 * @param {HTMLInputElement} model
 * @param {string} value
 */
function addedLike(model, value) {
  const label = document.createElement("label");
  label.className = model.closest("label")?.className ?? "";
  label.dataset.etranger = "";
  const box = /** @type {HTMLInputElement} */ (model.cloneNode());
  box.removeAttribute("id");
  box.value = value;
  box.checked = true;
  const text = document.createElement("span");
  text.textContent = told(value);
  label.append(box, " ", text);
  return label;
}

/** @param {string} value */
function told(value) {
  return `« ${value.slice(0, 60)} », donné par le lien`;
}

/**
 * What was typed or chosen in a form before its script came, `typed.js`.
 *
 * @param {HTMLFormElement} form not filled yet
 * @returns {() => void} say it again, as the reader did
 */
export function typedIn(form) {
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (form.querySelectorAll("[data-tape]"));
  const said = [...fields].map((field) => {
    delete field.dataset.tape;
    return { field, value: field.value, isChecked: field instanceof HTMLInputElement && field.checked };
  });
  return () => {
    for (const { field, value, isChecked } of said) {
      if (isBox(field)) field.checked = isChecked;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
}

/**
 * @param {Node} control
 * @returns {control is HTMLInputElement}
 */
function isBox(control) {
  return control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
}

/**
 * Bring the reader to a field, even one in a closed section.
 *
 * @param {Element} place the box of the field
 */
export function reach(place) {
  const control = place.querySelector("input:checked") ?? place.querySelector("input, select");
  if (!(control instanceof HTMLElement)) return;
  unfold(place);
  control.focus();
}
