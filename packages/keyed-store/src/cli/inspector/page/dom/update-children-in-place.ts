/**
 * Draws a part of the page anew, with as few changes as that takes, so that whoever points at an element, or is at it with the keyboard,
 * still is. What bears the same `data-name` is the same thing and keeps its listeners; what has none is known by its place.
 */
export function updateChildrenInPlace(container: Element, ...children: readonly Node[]): void {
  const names = new Set(children.map(nameOf));
  for (const each of Array.from(container.childNodes))
    if (nameOf(each) !== undefined && !names.has(nameOf(each))) each.remove();
  const named = new Map([...container.childNodes].map((each) => [nameOf(each), each]));
  let position = container.firstChild;
  for (const child of children) {
    const name = nameOf(child);
    const kept = name === undefined ? findReusableUnnamedNode(position, child) : named.get(name);
    if (kept !== undefined) updateNodeInPlace(kept, child);
    const placed = kept ?? child;
    if (placed === position) position = position.nextSibling;
    else container.insertBefore(placed, position);
  }
  while (position !== null) {
    const rest = position;
    position = rest.nextSibling;
    rest.remove();
  }
}

const nameOf = (node: Node): string | undefined => (node instanceof HTMLElement ? node.dataset["name"] : undefined);

function findReusableUnnamedNode(position: ChildNode | null, child: Node): ChildNode | undefined {
  return position !== null && nameOf(position) === undefined && position.nodeName === child.nodeName
    ? position
    : undefined;
}

function updateNodeInPlace(kept: Node, wanted: Node): void {
  if (!(kept instanceof Element && wanted instanceof Element)) {
    if (kept.textContent !== wanted.textContent) kept.textContent = wanted.textContent;
    return;
  }
  for (const { name } of Array.from(kept.attributes)) if (!wanted.hasAttribute(name)) kept.removeAttribute(name);
  for (const { name, value } of wanted.attributes)
    if (kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  updateChildrenInPlace(kept, ...wanted.childNodes);
}
