/** A request that makes no sense. Its message goes back to whoever sent it. */
export class BadRequest extends Error {}

/**
 * A member that must be a text with something in it.
 *
 * @param {import("../plugin.js").Fields} fields
 * @param {string} name
 */
export function readText(fields, name) {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new BadRequest(`"${name}" must be a text that is not empty`);
}

/**
 * A member that is such a text, or absent.
 *
 * @param {import("../plugin.js").Fields} fields
 * @param {string} name
 */
export function readOptionalText(fields, name) {
  return fields[name] === undefined ? undefined : readText(fields, name);
}

/**
 * A member that is a whole number from 0, or absent.
 *
 * @param {import("../plugin.js").Fields} fields
 * @param {string} name
 */
export function readOptionalWholeNumber(fields, name) {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new BadRequest(`"${name}" must be a whole number from 0`);
}

/**
 * A member that is a list of objects; absent is empty.
 *
 * @param {import("../plugin.js").Fields} fields
 * @param {string} name
 * @returns {import("../plugin.js").Fields[]}
 */
export function readFieldsList(fields, name) {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw new BadRequest(`"${name}" must be a list of objects`);
  return value.map((item) => toFieldsOrThrowBadRequest(item, `"${name}" must be a list of objects`));
}

/**
 * @param {unknown} value
 * @param {string} message what to say where it is no object
 * @returns {import("../plugin.js").Fields}
 */
export function toFieldsOrThrowBadRequest(value, message) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return /** @type {import("../plugin.js").Fields} */ (value); // what Fields says of it
  }
  throw new BadRequest(message);
}
