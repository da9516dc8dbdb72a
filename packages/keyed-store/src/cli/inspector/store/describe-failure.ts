import { existsSync } from "node:fs";
import { isKeyedStoreError } from "@keyed-store/core";
import { toPrintableText } from "../../output/to-printable-text.js";
import type { Failure, StoreCondition } from "../page/protocol.js";
import type { InspectedPlace } from "./inspected-place.js";

/** What became of a request that failed, without anything of how this program is made. */
export function describeFailure(error: unknown, place: InspectedPlace): Failure {
  if (!isKeyedStoreError(error)) return { code: "UNEXPECTED", message: "Something went wrong that nobody foresaw." };
  const condition = findStoreConditionOfError(error.code, place);
  const message = condition === undefined ? error.message : describeStoreCondition(condition, place, error.message);
  return { code: error.code, message, ...(condition === undefined ? {} : { condition }) };
}

function findStoreConditionOfError(errorCode: string, { databasePath }: InspectedPlace): StoreCondition | undefined {
  switch (errorCode) {
    case "KEYED_STORE_OPEN_FAILED":
    case "KEYED_STORE_READ_FAILED":
    case "KEYED_STORE_WRITE_FAILED":
      if (databasePath === undefined) return "refused";
      return existsSync(databasePath) ? "damaged" : "missing";
    case "KEYED_STORE_BUSY":
      return "locked";
    case "KEYED_STORE_CLOSED":
      return "closed";
    case "KEYED_STORE_SCHEMA_UNSUPPORTED":
    case "KEYED_STORE_BACKEND_UNAVAILABLE":
      return "refused";
    default:
      return undefined;
  }
}

/** What people are told of a condition, and what they can do. */
export function describeStoreCondition(condition: StoreCondition, place: InspectedPlace, causeMessage: string): string {
  const path = toPrintableText(place.shown);
  switch (condition) {
    case "open":
      return "The store is open.";
    case "empty":
      return "The store is open and has no live entries.";
    case "missing":
      return `There is no store at ${path}. The first program that opens it creates it; it appears here then.`;
    case "locked":
      return `The store is locked: another process did not let go of it in time. This page tries again. ${causeMessage}`;
    case "closed":
      return "The store is closed, since the inspector ends.";
    case "damaged":
      return `The store cannot be read: the file is damaged, not a store, or not open to you. Nothing was changed. ${causeMessage}`;
    case "refused":
      return `The store cannot be opened here. Nothing was changed. ${causeMessage}`;
  }
}
