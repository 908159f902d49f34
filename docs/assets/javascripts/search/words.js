// @ts-check

/** Words that say nothing of what is looked for. */
const EMPTY = new Set(
  (
    "a ai alors au aux avec avoir avons ca ce ces cet cette c d dans de des du elle en entre est et etre eu faut " +
    "fait fois il ils j je l la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ou par pas plus pour " +
    "qu que quel quelle quelles quels qui s sa se ses si son sont sur t ta te tes toi ton tous tout toute toutes un " +
    "une veut vos votre vous y suis sommes etes dit peut peux puis doit dois cela aussi comme donc moi quoi"
  ).split(" "),
);

/** An identifier, however it is spaced: « DS 1.3 », « ds13 », « PS-2.2 », « fenêtre 3 », « L7 ». */
const IDENTIFIER =
  /(?<![a-z0-9])(?:(ds|ps)\s*[-_.]?\s*([0-9])(?:\s*[-_.,]?\s*([0-9]))?|(fenetre|domaine|indicateur|prerequis|lecture|f|l)\s*[-_.n°]*\s*([0-9]{1,2})(?:[.,]([0-9]))?)(?![0-9])/g;
/** @type {Record<string, string>} */
const KINDS = { fenetre: "f", domaine: "ds", indicateur: "ds", prerequis: "ps", lecture: "l" };

/**
 * Small letters, without accents, ligatures or typographic apostrophes.
 * @param {string} text
 */
export function fold(text) {
  const plain = text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("’", "'");
  return plain.normalize("NFKD").replace(/\p{M}/gu, "");
}

/**
 * The terms of a text: its identifiers in one spelling, then its words without their elision.
 * @param {string} text
 * @returns {string[]}
 */
export function terms(text) {
  /** @type {string[]} */
  const found = [];
  const rest = fold(text).replace(IDENTIFIER, (...match) => {
    const [, kind, first, second, word, number, part] = match;
    const digits = kind ? (second ? `${first}.${second}` : first) : part ? `${number}.${part}` : `${Number(number)}`;
    found.push(`${kind ?? KINDS[word] ?? word}${digits}`);
    return " ";
  });
  for (const word of rest.replace(/hop['\s-]?en\b/g, "hopen").replace(/sun[\s-]?es\b/g, "sunes").split(/[^a-z0-9]+/)) {
    if (word) found.push(word);
  }
  return found;
}

/**
 * A word as it is compared: its plural and its feminine folded, nothing for a word that says nothing.
 * @param {string} word
 */
export function stem(word) {
  if (EMPTY.has(word)) return null;
  if (word.length < 4 || /[0-9]/.test(word)) return word;
  const root = word
    .replace(/aux$/, "al")
    .replace(/[sx]$/, "")
    .replace(/(ees|ee|er|ez|e)$/, "");
  return root.length < 3 ? word : root;
}
