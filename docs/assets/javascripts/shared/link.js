// @ts-check

/**
 * What mailers and messengers make of a link, undone: the sign before the fragment written `%23`, which then stands in
 * the path or in the query, and `&amp;` between parameters.
 */

/** However many times it was escaped. */
const SIGN = /%(?:25)*23/;
const AMPERSAND = /&(?:amp;)+/gi;

/**
 * A part of an address and the fragment that was written in it.
 *
 * @param {string} text a path or a query, as the address has it
 * @returns {{before: string, fragment: string}} `fragment` is empty when there is none
 */
export function split(text) {
  const found = SIGN.exec(text);
  if (!found) return { before: text, fragment: "" };
  let fragment = text.slice(found.index + found[0].length);
  // With its sign, the rest of a link may have been escaped too, as often.
  for (let times = 0; times < 3 && !fragment.includes("=") && fragment.includes("%"); times++) fragment = decoded(fragment);
  return { before: text.slice(0, found.index), fragment };
}

/** The fragment of this page's address; one that stands in the query first goes back to its place. */
export function fragmentOfPage() {
  const { before, fragment } = split(location.search);
  if (fragment && !location.hash) history.replaceState(history.state, "", `${location.pathname}${before}#${fragment}`);
  return location.hash.slice(1).replace(AMPERSAND, "&");
}

/**
 * A text without its escapes, or as it is when they are no text.
 *
 * @param {string} text
 */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
