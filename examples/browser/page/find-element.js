/**
 * The one element that a selector finds.
 *
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} kind what it must be
 * @param {ParentNode} [within]
 * @returns {E}
 */
export function findElement(selector, kind, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}
