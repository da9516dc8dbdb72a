import { usageError } from "../../world/usage-error.js";
import type { NamespaceAddress } from "../page/protocol.js";
import type { ApiRequestBody } from "./api-operation.js";

/** A text that a request must bring. */
export function readTextField(body: ApiRequestBody, fieldName: string): string {
  const value = body[fieldName];
  if (typeof value === "string") return value;
  throw usageError(`${fieldName} must be a string.`);
}

/** The namespace that a request is about. */
export function readNamespaceFields(body: ApiRequestBody): NamespaceAddress {
  return { owner: readTextField(body, "owner"), namespace: readTextField(body, "namespace") };
}

/** An object that a request may leave out. */
export function readOptionalObjectField(body: ApiRequestBody, fieldName: string): ApiRequestBody | undefined {
  const value = body[fieldName];
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw usageError(`${fieldName} must be an object.`);
}

/** A text that a request may leave out. */
export function readOptionalTextField(body: ApiRequestBody, fieldName: string): string | undefined {
  return body[fieldName] === undefined ? undefined : readTextField(body, fieldName);
}

/** A whole number from 1, which a request must bring. */
export function readPositiveIntegerField(body: ApiRequestBody, fieldName: string): number {
  const value = body[fieldName];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1) return value;
  throw usageError(`${fieldName} must be a whole number from 1.`);
}

/** One of some texts. */
export function readChoiceField<const T extends string>(
  body: ApiRequestBody,
  fieldName: string,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === body[fieldName]);
  if (found !== undefined) return found;
  throw usageError(`${fieldName} must be one of ${choices.join(", ")}.`);
}
