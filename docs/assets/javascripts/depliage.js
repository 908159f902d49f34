// @ts-check

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
 * Make a place say what a drawing says. Only what differs is touched, so the browser has little to lay out:
 * explanations that were open stay open, the focus and what is selected stay where they are.
 *
 * @param {Node} place
 * @param {Node} drawing whose nodes may be taken
 */
export function redraw(place, drawing) {
  let here = place.firstChild;
  for (const wanted of [...drawing.childNodes]) {
    const found = findFrom(here, wanted) ?? wanted;
    if (found === here) here = here.nextSibling;
    else place.insertBefore(found, here);
    if (!found.isEqualNode(wanted)) change(found, wanted);
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

/**
 * @param {ChildNode} node
 * @param {ChildNode} wanted of the same kind
 */
function change(node, wanted) {
  if (!(node instanceof Element && wanted instanceof Element)) {
    node.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of [...node.attributes]) {
    if (name !== "open" && !wanted.hasAttribute(name)) node.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  redraw(node, wanted);
}

/**
 * The first node, here or after, that is of the same kind as a wanted one.
 *
 * @param {ChildNode | null} here
 * @param {ChildNode} wanted
 */
function findFrom(here, wanted) {
  const kind = kindOf(wanted);
  for (let node = here; node; node = node.nextSibling) if (kindOf(node) === kind) return node;
  return undefined;
}

/**
 * What tells a part of a drawing from those beside it, whatever its figures.
 *
 * @param {Node} node
 */
function kindOf(node) {
  if (!(node instanceof HTMLElement)) return node.nodeName;
  return `${node.nodeName} ${node.dataset.domaine ?? node.dataset.nom ?? node.className}`;
}
