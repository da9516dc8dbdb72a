import { escapeHostKey, unescapeHostKey } from "../shared/host-key.js";

/**
 * A key in a namespace of Keyv's as a key of a store: `namespace:key`, where a colon in the namespace has a backslash before it.
 * So no two namespaces meet, whatever is in their names, and each is one range. Without a namespace it is `:key`.
 */
export function joinNamespacedKey(namespace: string | undefined, key: string): string {
  return getNamespacePrefix(namespace) + escapeHostKey(key);
}

/** With what all keys of a namespace begin, and no others. */
export function getNamespacePrefix(namespace: string | undefined): string {
  return `${escapeHostKey(namespace ?? "").replaceAll(":", "\\:")}:`;
}

/** The key that was joined with a namespace of this prefix. */
export function stripNamespacePrefix(prefix: string, storedKey: string): string {
  return unescapeHostKey(storedKey.slice(prefix.length));
}
