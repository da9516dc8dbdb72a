/**
 * A key made of parts, so that no two lists of parts make the same key.
 *
 * @param {readonly string[]} parts
 */
export function joinKeyParts(...parts) {
  return parts.map(encodeURIComponent).join(":");
}
