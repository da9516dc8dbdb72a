const LONGEST = 400;

/** A value as a person reads it in a failure, shortened. */
export function formatForMessage(value: unknown): string {
  const text = formatInFull(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}

function formatInFull(value: unknown): string {
  if (value instanceof Error) {
    const code = "code" in value ? ` ${String(value.code)}` : "";
    return `${value.name}${code}: ${value.message}`;
  }
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "object" && value !== null) {
    return JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? "undefined" : inner)) ?? "an object";
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
