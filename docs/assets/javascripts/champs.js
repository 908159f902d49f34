// @ts-check

/**
 * Give a field its value; several boxes of one name share a list.
 *
 * @param {Element | RadioNodeList} field
 * @param {string} value
 */
export function setField(field, value) {
  const boxes = field instanceof RadioNodeList ? [...field] : [field];
  for (const box of boxes) {
    if (box instanceof HTMLInputElement && box.type === "checkbox") box.checked = value.split(",").includes(box.value);
  }
  if (field instanceof HTMLSelectElement) {
    choose(field, value);
  } else if (field instanceof RadioNodeList) {
    field.value = value; // of no effect on boxes
  } else if (field instanceof HTMLInputElement && field.type === "text") {
    field.value = value;
  }
}

/**
 * Choose in a list. A value that it does not have is added to it, for whoever will mend it.
 *
 * @param {HTMLSelectElement} list
 * @param {string} value
 */
function choose(list, value) {
  for (const stranger of list.querySelectorAll("[data-etranger]")) stranger.remove();
  if (![...list.options].some((option) => option.value === value)) {
    const stranger = new Option(`« ${value} », non reconnu`, value);
    stranger.dataset.etranger = "";
    list.append(stranger);
  }
  list.value = value;
}

/**
 * Say beside a field what is wrong with it, and nothing when nothing is.
 *
 * @param {Element} place the box of the field
 * @param {string} id of the message
 * @param {string[]} messages
 */
export function showMessages(place, id, messages) {
  const control = place.matches("[role=radiogroup]") ? place : place.querySelector("input, select");
  const described = new Set(control?.getAttribute("aria-describedby")?.split(" ") ?? []);
  described.delete(id);
  document.getElementById(id)?.remove();
  if (messages.length > 0) {
    const error = document.createElement("p");
    error.id = id;
    error.className = "sunes-erreur";
    error.textContent = messages.join(" ");
    place.append(error);
    described.add(id);
    unfold(place);
    control?.setAttribute("aria-invalid", "true");
  } else {
    control?.removeAttribute("aria-invalid");
  }
  if (described.size > 0) control?.setAttribute("aria-describedby", [...described].join(" "));
  else control?.removeAttribute("aria-describedby");
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

/**
 * Open the closed sections around a place.
 *
 * @param {Element} place
 */
function unfold(place) {
  for (let box = place.closest("details"); box; box = box.parentElement?.closest("details") ?? null) {
    box.open = true;
  }
}
