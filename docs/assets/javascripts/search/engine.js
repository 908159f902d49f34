// @ts-check

import MiniSearch from "minisearch";

import { fold, stem, terms } from "./words.js";

/**
 * A section of the site: where it stands, its title and that of its page, its text without markup, and the words
 * under which people look for it.
 * @typedef {{location: string, title: string, page: string, text: string, cles?: string, poids?: number}} Section
 * @typedef {{location: string, title: string, text: string, score: number, terms: Record<string, boolean>}} Found
 */

/** What a match is worth, by where it is found. */
const BOOST = { cles: 12, title: 5, page: 2, text: 1 };
/** How a question begins: its answer stands among the questions, the words, or in the simulator. */
const QUESTION = /\?|^(?:comment|combien|pourquoi|quand|qui|que|quel|quelle|quoi|ou|est-ce|peut-on|peut|doit|faut|c'est quoi|qu'est)/;
const DEFINITION = /^(?:c'est quoi|qu'est[- ]ce que?|que (?:veut dire|signifie)|definition|sigle|signification)\b(?: (?:de|du|d'un|d'une|des))?/;
/** A figure is asked for: the simulator gives it. */
const FIGURE = /\b(?:combien|calcul|montant|estim|simul)/;
/** How much of a text is shown, and how many sections of a page. */
const EXCERPT = 180;
const SECTIONS = 4;

export class Engine {
  /** @type {MiniSearch<Section & {id: number}>} */
  #index = new MiniSearch({
    fields: Object.keys(BOOST),
    storeFields: ["location", "title", "page", "text", "poids"],
    tokenize: terms,
    processTerm: stem,
  });
  /** @type {Map<string, Section>} the head of each page, by its address */
  #heads = new Map();

  /** @param {Section[]} sections */
  constructor(sections) {
    this.#index.addAll(sections.map((section, id) => ({ ...section, id })));
    for (const section of sections) if (!section.location.includes("#")) this.#heads.set(section.location, section);
  }

  /**
   * The pages that answer, the best first: each with its head, then its best sections.
   * @param {string} question
   * @returns {Found[][]}
   */
  find(question) {
    const asked = fold(question).trim();
    const hits = this.#hits(asked);
    /** @type {Map<string, {score: number, found: any[]}>} */
    const pages = new Map();
    for (const hit of hits) {
      const address = hit.location.replace(/#.*/, "");
      const page = pages.get(address) ?? { score: hit.score, found: [] };
      page.found.push(hit);
      pages.set(address, page);
    }
    const best = [...pages].sort(([, a], [, b]) => b.score - a.score);
    const typed = Object.fromEntries(question.split(/[^\p{L}\p{N}.]+/u).filter((word) => word.length > 2).map((word) => [word, true]));
    return best.map(([address, { found }]) => this.#shown(address, found, typed)).filter((group) => group.length > 0);
  }

  /**
   * The sections that hold some of the words, those that hold more of them well before the others.
   * @param {string} asked
   */
  #hits(asked) {
    const weigh = weigher(asked);
    const words = asked.replace(DEFINITION, " ");
    const wanted = terms(words).filter((word) => stem(word)).length;
    const hits = this.#index.search(words, {
      boost: BOOST,
      prefix: (term) => term.length > 2 && !/[0-9]/.test(term),
      fuzzy: (term) => (term.length > 4 && !/[0-9]/.test(term) ? 0.2 : false),
      weights: { fuzzy: 0.25, prefix: 0.5 },
      boostDocument: (_id, _term, stored) => weigh(stored),
    });
    for (const hit of hits) hit.score *= (hit.queryTerms.length / wanted) ** 2;
    return hits.sort((a, b) => b.score - a.score);
  }

  /**
   * @param {string} address
   * @param {any[]} hits
   * @param {Record<string, boolean>} typed the words as they are typed, which the page then marks
   * @returns {Found[]}
   */
  #shown(address, hits, typed) {
    const head = this.#heads.get(address);
    if (!head) return [];
    const score = hits[0].score;
    const whole = hits.find((hit) => hit.location === address);
    const first = result(head, score, whole?.match ?? {}, typed);
    const sections = hits.filter((hit) => hit !== whole).slice(0, SECTIONS);
    return [first, ...sections.map((hit) => result(hit, score, hit.match, typed))];
  }
}

/**
 * What a section is worth for a question, beside its words.
 * @param {string} asked
 */
function weigher(asked) {
  const defined = DEFINITION.test(asked);
  const question = QUESTION.test(asked);
  const figure = FIGURE.test(asked);
  /** @param {any} section */
  return ({ location, poids }) => {
    const own = poids ?? 1;
    if (defined && location.startsWith("glossaire/#")) return own * 14;
    if (question && location.startsWith("faq/#")) return own * 2;
    if (figure && location === "simulateur/") return own * 3;
    return own;
  };
}

/**
 * A section as it is shown: where its words are found first, with the words marked.
 * @param {Section} section
 * @param {number} score
 * @param {Record<string, string[]>} match
 * @param {Record<string, boolean>} terms
 * @returns {Found}
 */
function result(section, score, match, terms) {
  const words = Object.keys(match);
  const title = mark(section.title, words);
  return { location: section.location, title, text: mark(excerpt(section.text, words), words), score, terms };
}

/**
 * @param {string} text
 * @param {string[]} words
 */
function excerpt(text, words) {
  if (text.length <= EXCERPT) return text;
  const plain = fold(text);
  const places = words.map((word) => plain.search(new RegExp(`\\b${word}`))).filter((place) => place >= 0);
  const place = Math.min(...places, text.length);
  if (place === text.length || place < EXCERPT / 2) return cut(text, 0);
  const sentence = text.lastIndexOf(". ", place);
  const start = sentence >= 0 && place - sentence < EXCERPT ? sentence + 2 : text.lastIndexOf(" ", place - 40) + 1;
  return (start > 0 && start !== sentence + 2 ? "… " : "") + cut(text, start);
}

/**
 * @param {string} text
 * @param {number} start
 */
function cut(text, start) {
  const part = text.slice(start, start + EXCERPT);
  return start + EXCERPT >= text.length ? part : `${part.slice(0, part.lastIndexOf(" "))} …`;
}

/**
 * A text for the theme, which places it as HTML.
 * @param {string} text
 * @param {string[]} words
 */
function mark(text, words) {
  const safe = (/** @type {string} */ part) => part.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return text
    .split(/([\p{L}\p{M}\p{N}.]+)/u)
    .map((part) =>
      words.some((word) => fold(part).startsWith(word)) ? `<mark data-md-highlight>${safe(part)}</mark>` : safe(part),
    )
    .join("");
}
