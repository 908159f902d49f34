// @ts-check

/** @typedef {[string, string]} Answer the name of a parameter, without prefix, and its value */

/** What is said once for the whole dossier. */
const COMMON = "texte";

/**
 * The establishments of a dossier, of which the form shows one. A fragment numbers them from the second:
 * `2.DS1=F1`; one without any answer is not in the fragment. A dossier of one is a plain situation.
 */
export class Dossier {
  /** @type {Answer[][]} the answers of each establishment; those of the one shown are in the form */
  #blocks = [[]];

  /** The establishment that the form shows. */
  shown = 0;

  get size() {
    return this.#blocks.length;
  }

  /** The answers of the establishment shown, as the form will hold them. */
  get answers() {
    return this.#blocks[this.shown] ?? [];
  }

  /**
   * Take the answers of the form for the establishment shown.
   *
   * @param {Answer[]} answers
   */
  keep(answers) {
    this.#blocks[this.shown] = answers;
  }

  /**
   * The name of an establishment, or its number.
   *
   * @param {number} index
   */
  nameOf(index) {
    const [, name] = this.#blocks[index]?.find(([key]) => key === "nom") ?? [];
    return name || `Établissement ${index + 1}`;
  }

  /** Every answer, as a fragment. */
  write() {
    const common = this.answers.filter(([name]) => name === COMMON);
    const numbered = this.#numbered.flatMap((index, place) =>
      own(this.#blocks[index]).map(([name, value]) => /** @type {Answer} */ ([prefix(place) + name, value])),
    );
    return new URLSearchParams([...numbered, ...common]).toString();
  }

  /**
   * Hold what a fragment says, its first establishment shown.
   *
   * @param {string} fragment
   */
  read(fragment) {
    this.#blocks = split(fragment);
    this.shown = 0;
  }

  /**
   * Take from the canonical fragment the answers of the establishments that are not shown.
   *
   * @param {string} fragment
   */
  follow(fragment) {
    const blocks = split(fragment);
    for (const [place, index] of this.#numbered.entries()) {
      const block = blocks[place];
      if (block && index !== this.shown) this.#blocks[index] = block;
    }
    return blocks[this.#numbered.indexOf(this.shown)] ?? [];
  }

  /** Add an establishment without answers and show it, the rest of the dossier being kept. */
  add() {
    this.show(this.#blocks.push([]) - 1);
  }

  /** @param {number} index */
  show(index) {
    const common = this.answers.filter(([name]) => name === COMMON);
    this.shown = index;
    this.keep([...own(this.answers), ...common]);
  }

  /** Remove the establishment shown, and show the one before it. */
  remove() {
    const removed = this.shown;
    this.show(removed > 0 ? removed - 1 : 1);
    this.#blocks.splice(removed, 1);
    if (removed === 0) this.shown = 0;
  }

  /**
   * Which establishment a parameter of the fragment is about, and its name in the form.
   *
   * @param {string} champ
   * @returns {{index: number, name: string}}
   */
  locate(champ) {
    const { number, name } = parse(champ);
    return { index: this.#numbered[number - 1] ?? this.shown, name };
  }

  /** The establishments that have an answer, in order: their places are their numbers in the fragment. */
  get #numbered() {
    return [...this.#blocks.keys()].filter((index) => own(this.#blocks[index]).length > 0);
  }
}

/** @param {Answer[]} [block] */
function own(block = []) {
  return block.filter(([name]) => name !== COMMON);
}

/** @param {number} place */
function prefix(place) {
  return place === 0 ? "" : `${place + 1}.`;
}

/** @param {string} parameter */
function parse(parameter) {
  const [, number = "1", name = parameter] = /^([2-9]|[1-9][0-9]{1,2})\.(.+)$/.exec(parameter) ?? [];
  return { number: Number(number), name };
}

/**
 * The answers of each establishment of a fragment, in order; the first one also holds what is common. The
 * version of the rules is not an answer: what is typed is computed by the rules in force.
 *
 * @param {string} fragment
 * @returns {Answer[][]}
 */
function split(fragment) {
  /** @type {Map<number, Answer[]>} */
  const blocks = new Map([[1, []]]);
  for (const [parameter, value] of new URLSearchParams(fragment)) {
    if (parameter === "regles") continue;
    const { number, name } = parse(parameter);
    const block = blocks.get(number) ?? [];
    if (!block.some(([known]) => known === name)) block.push([name, value]); // of two values, the first is kept
    blocks.set(number, block);
  }
  return [...blocks.entries()].sort(([one], [other]) => one - other).map(([, block]) => block);
}
