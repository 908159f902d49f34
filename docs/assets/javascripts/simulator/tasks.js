// @ts-check

import { find, hide } from "../shared/page.js";
import { namesIn } from "../shared/sections.js";

const PARAMETER = "tache";

/**
 * The tasks: of one form, the parts that each shows (`data-taches`). Nothing is erased by going from one to
 * another: the fields keep their answers, the result is the same, and the link is that of the situation.
 */
export class Taches {
  #form;
  #note;
  #read;
  #doors;
  #blocks;
  /** What else follows the task. */
  #follow;

  /**
   * @param {HTMLFormElement} form
   * @param {() => import("../shared/sections.js").Answer} read the answers of this instant
   * @param {(tache: string) => void} follow
   */
  constructor(form, read, follow) {
    this.#form = form;
    this.#read = read;
    this.#follow = follow;
    this.#note = find(form, "#tache-cache");
    const places = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#taches input"));
    this.#doors = [...places];
    this.#blocks = [...form.querySelectorAll("[data-taches]")].map((place) => ({ place, taches: listed(place), names: namesIn(place) }));
    for (const door of this.#doors) door.addEventListener("change", () => this.#choose(door.value));
    find(form, "[data-vers-tache]").addEventListener("click", () => {
      this.#choose(find(form, "[data-vers-tache]").dataset.versTache ?? "");
      this.#doors.find(({ checked }) => checked)?.focus(); // the button goes
    });
    this.#show(this.#asked ?? this.#first); // an empty page opens as it is drawn: nothing jumps
  }

  /**
   * Say whether answers that count are out of sight.
   *
   * @param {import("../shared/sections.js").Answer} answer
   */
  refresh(answer = this.#read()) {
    hide(this.#note, !this.#hides(this.#tache, answer));
  }

  /** A link was opened: all that it says is in sight, unless its address asks for a task. */
  open() {
    if (this.#asked !== undefined || !this.#hides(this.#tache)) return;
    this.#show(this.#names.find((tache) => !this.#hides(tache)) ?? this.#tache);
  }

  /**
   * One of these places is wanted in sight: the one that the task shows, else the first, in a task that shows it.
   *
   * @param {Element[]} places
   */
  reveal(places) {
    const shows = (/** @type {string} */ tache, /** @type {Element} */ place) =>
      this.#hidden(tache).every((block) => !block.place.contains(place));
    const place = places.find((item) => shows(this.#tache, item)) ?? places[0];
    if (place && !shows(this.#tache, place)) this.#choose(this.#names.find((tache) => shows(tache, place)) ?? this.#tache);
    return place;
  }

  get #names() {
    return this.#doors.map(({ value }) => value);
  }

  get #first() {
    return this.#names[0] ?? "";
  }

  get #tache() {
    return this.#form.dataset.tache ?? this.#first;
  }

  /** The task that the address asks for; an unknown one is ignored. */
  get #asked() {
    return this.#known(new URLSearchParams(location.search).get(PARAMETER));
  }

  /** @param {unknown} name */
  #known(name) {
    return this.#names.find((tache) => tache === name);
  }

  /** @param {string} tache */
  #hidden(tache) {
    return this.#blocks.filter(({ taches }) => !taches.includes(tache));
  }

  /**
   * @param {string} tache
   * @param {import("../shared/sections.js").Answer} [answer]
   */
  #hides(tache, answer = this.#read()) {
    return this.#hidden(tache).some(({ names }) => names.some((name) => answer(name) !== ""));
  }

  /**
   * The reader chooses: the address says so, and the fragment stays the situation.
   *
   * @param {string} tache
   */
  #choose(tache) {
    const query = new URLSearchParams(location.search);
    query.set(PARAMETER, tache);
    try {
      history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
    } catch {
      // A browser may refuse changes that come too fast: the task is shown all the same.
    }
    this.#show(tache);
  }

  /** @param {string} tache */
  #show(tache) {
    this.#form.dataset.tache = tache;
    for (const door of this.#doors) door.checked = door.value === tache;
    for (const step of this.#form.querySelectorAll("details[data-fixe]")) {
      /** @type {HTMLDetailsElement} */ (step).open = true;
    }
    this.refresh();
    this.#follow(tache);
  }
}

/** @param {Element} block */
function listed(block) {
  return (/** @type {HTMLElement} */ (block).dataset.taches ?? "").split(" ");
}
