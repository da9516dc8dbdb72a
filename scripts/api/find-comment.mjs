/** The docstring right before a place, with a `|` between them at most; else nothing. @param {import("./parse-module.mjs").Module} place @param {number} position */
export function findComment({ comments, text }, position) {
  const comment = comments.findLast(
    ({ start, end, value }) => end <= position && value.startsWith("*") && start < position,
  );
  const between = comment === undefined ? "none" : text.slice(comment.end, position);
  // Comments for readers of the source may stand between; they are no part of the page.
  const isNext = /^(?:\s|\||\/\/[^\n]*\n)*$/.test(between);
  return comment !== undefined && isNext ? text.slice(comment.start, comment.end) : "";
}
