/**
 * The docstring right before a place; else nothing. What may stand between them is a `|`, and comments for readers of the source.
 *
 * @param {import("./parse-module.mjs").Module} place
 * @param {number} position
 */
export function findComment({ comments, text }, position) {
  const comment = comments.findLast(({ end, value }) => end <= position && value.startsWith("*"));
  if (comment === undefined) return "";
  const isNext = /^(?:\s|\||\/\/[^\n]*\n)*$/.test(text.slice(comment.end, position));
  return isNext ? text.slice(comment.start, comment.end) : "";
}
