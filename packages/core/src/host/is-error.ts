/**
 * Whether `value` is an error of this realm or another one. Test runners and `vm` contexts have an `Error` of their own, so that
 * `instanceof` says no to what Node itself throws there.
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}
