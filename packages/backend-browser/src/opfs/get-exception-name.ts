/** The name of an exception of the browser, such as `NotFoundError`; empty where what was thrown has none. */
export function getExceptionName(error: unknown): string {
  if (typeof error !== "object" || error === null || !("name" in error)) return "";
  return typeof error.name === "string" ? error.name : "";
}
