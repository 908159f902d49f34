// @ts-check

/** How long typing may pause before the rows follow. */
const PAUSE = 200;

/** The rows as the reader asks for them: sorted, filtered, page after page. */
export class Lignes {
  #place;
  #ask;
  #tri = { tri: "gravite", sens: "asc" };
  #page = 1;
  /** @type {HTMLFormElement | undefined} */
  #form;
  /** Counts the demands: the rows of an older one are dropped. */
  #turn = 0;
  /** @type {number | undefined} */
  #later;

  /**
   * @param {HTMLElement} place
   * @param {(demande: object) => Promise<any>} ask
   */
  constructor(place, ask) {
    this.#place = place;
    this.#ask = ask;
    place.addEventListener("click", (event) => this.#follow(event));
  }

  /** What is asked for, as Python reads it. */
  get demande() {
    const filters = this.#form ? Object.fromEntries(new FormData(this.#form)) : {};
    return { ...this.#tri, page: this.#page, ...filters };
  }

  /** Another list: everything in its first order. @param {HTMLFormElement} form its filters */
  listen(form) {
    this.#form = form;
    this.#tri = { tri: "gravite", sens: "asc" };
    this.#page = 1;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#again(PAUSE));
    form.addEventListener("reset", () => this.#again(0));
  }

  /** @param {string} html */
  place(html) {
    this.#place.innerHTML = html; // escaped by Python's templates
  }

  /** Show the rows of one kind of problem. @param {string} nature */
  show(nature) {
    const select = this.#form?.elements.namedItem("nature");
    this.#form?.reset();
    if (select instanceof HTMLSelectElement) select.value = nature;
    this.#again(0);
  }

  /** @param {number} pause */
  #again(pause) {
    this.#page = 1;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#draw(), pause);
  }

  async #draw() {
    const turn = ++this.#turn;
    const answer = await this.#ask(this.demande);
    if (turn === this.#turn && answer?.ok) this.place(answer.html);
  }

  /** @param {Event} event */
  async #follow(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const { tri, page } = button.dataset;
    if (tri !== undefined) {
      this.#tri = { tri, sens: this.#tri.tri === tri && this.#tri.sens === "asc" ? "desc" : "asc" };
      this.#page = 1;
    } else {
      this.#page = Number(page);
    }
    await this.#draw();
    const name = tri === undefined ? button.textContent : undefined;
    const same = [...this.#place.querySelectorAll("button")].find(
      (other) => other.dataset.tri === tri && (name === undefined || other.textContent === name),
    );
    if (same && !same.disabled) same.focus();
    else this.#place.querySelector("button")?.focus();
  }
}
