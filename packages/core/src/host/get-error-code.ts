/**
 * The `code` that an error bears, such as `ENOENT` or `KEYED_STORE_BUSY`, whatever realm it comes from; undefined where it has none
 * that is a text. No getter of what is thrown by others may do harm, so that one which throws counts as none.
 */
export function getErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  try {
    const code: unknown = Reflect.get(error, "code");
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}
