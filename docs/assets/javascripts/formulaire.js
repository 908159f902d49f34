// @ts-check

/**
 * The form, read and written as the text of a fragment: `activite_combinee=127800&DS1=F1`.
 * Field names are the parameters. What each value means is for Python to say.
 */
export class Formulaire {
  #blank;
  /** @type {[string, string][]} parameters without a field here, such as those of a second establishment */
  #others = [];

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    const blank = /** @type {HTMLFormElement} */ (form.cloneNode(true));
    blank.reset();
    this.#blank = new FormData(blank);
  }

  /** What was typed or chosen, and nothing for what the blank form already says. */
  get fragment() {
    const data = new FormData(this.form);
    const said = [...new Set(data.keys())]
      .map((name) => /** @type {[string, string]} */ ([name, data.getAll(name).join(",").trim()]))
      .filter(([name, value]) => value !== this.#blank.get(name));
    return new URLSearchParams([...said, ...this.#others]).toString();
  }

  /**
   * Fill the form from a fragment. What a field cannot show is left out of the form.
   *
   * @param {string} fragment
   */
  fill(fragment) {
    this.form.reset();
    for (const [name, value] of new URLSearchParams(fragment)) {
      const field = this.form.elements.namedItem(name);
      if (field) setField(field, value);
    }
    this.keepOthers(fragment);
  }

  /**
   * Keep beside the form the parameters that have no field in it. The version of the rules is not
   * one of them: what is typed is computed by the rules in force.
   *
   * @param {string} fragment
   */
  keepOthers(fragment) {
    this.#others = [...new URLSearchParams(fragment)].filter(
      ([name]) => name !== "regles" && !this.form.elements.namedItem(name),
    );
  }

  /**
   * Say beside each field how Python read it.
   *
   * @param {Record<string, string>} compris
   */
  showUnderstood(compris) {
    for (const place of this.form.querySelectorAll("[data-compris]")) {
      place.textContent = compris[/** @type {HTMLElement} */ (place).dataset.compris ?? ""] ?? "";
    }
  }

  /**
   * Say each problem beside its field, and only those.
   *
   * @param {import("./client.js").Probleme[]} problemes
   */
  showProblems(problemes) {
    for (const place of this.form.querySelectorAll("[data-champ]")) {
      const champ = /** @type {HTMLElement} */ (place).dataset.champ;
      const messages = problemes.filter((probleme) => probleme.champ === champ).map(({ message }) => message);
      showMessages(place, `erreur-${champ}`, messages);
    }
  }

  /**
   * Bring the reader to a field, even one in a closed section.
   *
   * @param {string} champ
   */
  focus(champ) {
    const place = this.form.querySelector(`[data-champ="${CSS.escape(champ)}"]`);
    const control = place?.querySelector("input:checked") ?? place?.querySelector("input, select");
    if (!place || !(control instanceof HTMLElement)) return;
    unfold(place);
    control.focus();
  }
}

/**
 * Give a field its value; several boxes of one name share a list.
 *
 * @param {Element | RadioNodeList} field
 * @param {string} value
 */
function setField(field, value) {
  const boxes = field instanceof RadioNodeList ? [...field] : [field];
  for (const box of boxes) {
    if (box instanceof HTMLInputElement && box.type === "checkbox") box.checked = value.split(",").includes(box.value);
  }
  if (field instanceof HTMLSelectElement) {
    const known = [...field.options].some((option) => option.value === value);
    if (known) field.value = value;
  } else if (field instanceof RadioNodeList) {
    field.value = value; // of no effect on boxes
  } else if (field instanceof HTMLInputElement && field.type === "text") {
    field.value = value;
  }
}

/**
 * @param {Element} place the box of a field
 * @param {string} id
 * @param {string[]} messages
 */
function showMessages(place, id, messages) {
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
 * Open the closed sections around a place.
 *
 * @param {Element} place
 */
function unfold(place) {
  for (let box = place.closest("details"); box; box = box.parentElement?.closest("details") ?? null) {
    box.open = true;
  }
}
