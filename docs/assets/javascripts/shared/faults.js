// @ts-check

import { isShown, say } from "./page.js";

/**
 * What is wrong with the fields of a form, said beside each: part of its description at once, and told to the ear
 * once, when the reader leaves the field.
 */
export class Faults {
  #region;
  /** @type {WeakMap<Element, string>} by field, what was said of it */
  #said = new WeakMap();
  /** @type {Set<Element>} fields whose fault was not told */
  #untold = new Set();
  /** @type {WeakSet<Element>} fields that the reader was in */
  #visited = new WeakSet();

  /** @param {HTMLElement} form */
  constructor(form) {
    this.#region = document.createElement("p");
    this.#region.className = "sunes-oreille";
    this.#region.role = "status";
    form.append(this.#region);
    form.addEventListener("focusin", ({ target }) => {
      const place = placeOf(target);
      if (place) this.#visited.add(place);
    });
    form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const place = placeOf(target);
      if (place && place !== placeOf(relatedTarget)) this.#tell(place);
    });
  }

  /**
   * Say what is wrong with a field, and nothing when nothing is.
   *
   * @param {Element} place the box of the field
   * @param {string} name which makes the message's own id
   * @param {string[]} errors why it is refused
   * @param {string} [doubt] what looks wrong in what is taken as it is
   */
  show(place, name, errors, doubt = "") {
    showMessage(place, `erreur-${name}`, "sunes-erreur", errors.join(" "));
    showMessage(place, `doute-${name}`, "sunes-doute", doubt);
    const control = controlOf(place);
    if (errors.length > 0) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    const text = [...errors, doubt].join(" ").trim();
    if (text === (this.#said.get(place) ?? "")) return;
    this.#said.set(place, text);
    if (text) this.#untold.add(place);
    else if (!this.#untold.delete(place)) say(this.#region, ""); // the same words may come again
    if (place !== placeOf(document.activeElement)) this.#tell(place);
  }

  /** @param {Element} place that the reader left */
  #tell(place) {
    if (!this.#visited.has(place) || !isShown(place) || !this.#untold.delete(place)) return;
    const name = place.querySelector("label, legend, .sunes-libelle")?.textContent?.trim().replace(/\s+/g, " ");
    say(this.#region, [name, this.#said.get(place)].filter(Boolean).join("\u00a0: ")); // a no-break space before « : »
  }
}

/**
 * The field that something is a box of; its help is none.
 *
 * @param {EventTarget | null} target
 */
function placeOf(target) {
  return target instanceof Element && target.matches("input, select") ? target.closest("[data-champ]") : null;
}

/** @param {Element} place */
function controlOf(place) {
  return place.matches("[role=radiogroup]") ? place : place.querySelector("input, select");
}

/**
 * Say a message in a place, as part of the description of its field, or take it away.
 *
 * @param {Element} place
 * @param {string} id of the message
 * @param {string} kind its class
 * @param {string} text
 */
function showMessage(place, id, kind, text) {
  const control = controlOf(place);
  const described = new Set(control?.getAttribute("aria-describedby")?.split(" ") ?? []);
  const shown = document.getElementById(id);
  if (text === (shown?.textContent ?? "")) return;
  described.delete(id);
  shown?.remove();
  if (text) {
    const message = document.createElement("p");
    message.id = id;
    message.className = kind;
    message.textContent = text;
    place.append(message);
    described.add(id);
    unfold(place);
  }
  if (described.size > 0) control?.setAttribute("aria-describedby", [...described].join(" "));
  else control?.removeAttribute("aria-describedby");
}

/**
 * Open the closed sections around a place.
 *
 * @param {Element} place
 */
export function unfold(place) {
  for (let box = place.closest("details"); box; box = box.parentElement?.closest("details") ?? null) {
    box.open = true;
  }
}
