// @ts-check

/** How many parts are kept before those that are not shown are forgotten. */
const MANY = 100;

/**
 * A drawing, out of sight.
 *
 * @param {string} html escaped by Python's templates
 */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/**
 * What a page knows of the parts that depend on no amount, by the name that Python gives to what they say, which is
 * never the same for two contents. A drawing may hold empty a part that is known.
 *
 * @typedef {Map<string, Node>} Parties
 */

/**
 * Learn the parts that a drawing holds whole.
 *
 * @param {Parties} parts
 * @param {DocumentFragment} drawing
 */
export function learn(parts, drawing) {
  for (const part of drawing.querySelectorAll("[data-partie]:not(:empty)")) parts.set(nameOf(part), part.cloneNode(true));
}

/**
 * Forget the parts that a place no longer says, once there are many: who hesitates between two digits comes back.
 *
 * @param {Parties} parts
 * @param {Element} place
 */
export function forget(parts, place) {
  if (parts.size <= MANY) return;
  const said = new Set(Array.from(place.querySelectorAll("[data-partie]"), nameOf));
  for (const name of parts.keys()) if (!said.has(name)) parts.delete(name);
}

/**
 * Make a place say what a drawing says. Only what differs is touched, so the browser has little to lay out:
 * explanations that were open stay open, the focus and what is selected stay where they are.
 *
 * @param {Node} place
 * @param {Node} drawing whose nodes may be taken
 * @param {Parties} [parts] those that the drawing holds empty
 */
export function redraw(place, drawing, parts = new Map()) {
  let here = place.firstChild;
  for (let wanted = drawing.firstChild, next; wanted; wanted = next) {
    next = wanted.nextSibling;
    const found = findFrom(here, wanted);
    if (found === undefined) {
      fill(wanted, parts);
      place.insertBefore(wanted, here);
      continue;
    }
    if (found === here) here = here.nextSibling;
    else place.insertBefore(found, here);
    change(found, wanted, parts);
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

/**
 * @param {Node} drawing whose empty parts will be whole
 * @param {Parties} parts
 */
function fill(drawing, parts) {
  if (!(drawing instanceof Element)) return;
  for (const part of [drawing, ...drawing.querySelectorAll("[data-partie]")]) {
    if (nameOf(part) === "" || part.hasChildNodes()) continue;
    const whole = parts.get(nameOf(part));
    if (!whole) throw new Error(`La partie ${nameOf(part)} du résultat manque.`);
    part.append(...whole.cloneNode(true).childNodes);
  }
}

/** @param {Node} node */
function nameOf(node) {
  return (node instanceof Element && node.getAttribute("data-partie")) || "";
}

/**
 * @param {ChildNode} node
 * @param {ChildNode} wanted of the same kind
 * @param {Parties} parts
 */
function change(node, wanted, parts) {
  if (!(node instanceof Element && wanted instanceof Element)) {
    if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
    return;
  }
  const name = nameOf(wanted);
  if (name !== "" && nameOf(node) === name) return;
  if (name !== "") fill(wanted, parts);
  if (node.isEqualNode(wanted)) return;
  for (const name of node.getAttributeNames()) {
    if (name !== "open" && !wanted.hasAttribute(name)) node.removeAttribute(name);
  }
  for (const name of wanted.getAttributeNames()) {
    const value = wanted.getAttribute(name) ?? "";
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  redraw(node, wanted, parts);
}

/**
 * The first node, here or after, that is of the same kind as a wanted one.
 *
 * @param {ChildNode | null} here
 * @param {ChildNode} wanted
 */
function findFrom(here, wanted) {
  for (let node = here; node; node = node.nextSibling) if (areAlike(node, wanted)) return node;
  return undefined;
}

/** What tells a part of a drawing from those beside it, whatever its figures: the first of these that it has. */
const MARKS = ["data-domaine", "data-nom", "class"];

/**
 * @param {Node} node
 * @param {Node} other
 */
function areAlike(node, other) {
  if (node.nodeName !== other.nodeName) return false;
  if (!(node instanceof Element && other instanceof Element)) return true;
  const mark = MARKS.find((name) => node.hasAttribute(name) || other.hasAttribute(name));
  return mark === undefined || node.getAttribute(mark) === other.getAttribute(mark);
}
