/** What was given for an argument, so that it may stand in a message: small and plain things as they are, others by their kind. */
export function describeArgument(argument: unknown): string {
  if (argument === null || argument === undefined) return String(argument);
  if (typeof argument === "number" || typeof argument === "boolean") return String(argument);
  if (typeof argument === "object") return Array.isArray(argument) ? "an array" : "an object";
  if (typeof argument !== "string") return `a ${typeof argument}`;
  return argument.length <= 64 ? JSON.stringify(argument) : `a string of ${argument.length} characters`;
}
