import type { IterateOptions } from "@keyed-store/core";
import { openNamespaceStore } from "../../store/open-namespace-store.js";
import { usageError } from "../../world/usage-error.js";
import type { EntryPage } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { readChoiceField, readNamespaceFields, readOptionalTextField } from "./read-body-fields.js";
import { readNamespaceEntryCount } from "./read-namespace-entry-count.js";
import { readEntryRows } from "./to-entry-row.js";

/** So many rows a page has, however large the namespace is. */
const PAGE_SIZE = 50;

const ORDERS = ["newest", "oldest", "first-key", "last-key"] as const;

/** `entries`: a page of a namespace, by age or by key. Its cost is that of its rows. */
export async function readEntryPage(
  { reopeningStore, environment }: InspectorContext,
  body: ApiRequestBody,
): Promise<EntryPage> {
  const { owner, namespace } = readNamespaceFields(body);
  const options = parseIterateOptions(body);
  // Before it is read: what is written later may be missing.
  const now = environment.now();
  return reopeningStore.use(async (store) => {
    const handle = openNamespaceStore(store, owner, namespace);
    // Keys first: one that is damaged would end a reading of whole entries.
    const [keys, entries] = await Promise.all([
      handle.keys({ ...options, limit: PAGE_SIZE + 1 }),
      readNamespaceEntryCount(store, owner, namespace),
    ]);
    const rows = await readEntryRows(handle, keys.slice(0, PAGE_SIZE));
    const page = { now, entries, rows };
    if (keys.length <= PAGE_SIZE) return page;
    const next =
      options.order === "key" ? keys[PAGE_SIZE - 1] : rows.findLast(({ version }) => version !== undefined)?.version;
    return next === undefined ? page : { ...page, next };
  });
}

function parseIterateOptions(body: ApiRequestBody): IterateOptions {
  const order = readChoiceField(body, "order", ORDERS);
  const prefix = readOptionalTextField(body, "prefix") ?? "";
  if (order === "first-key" || order === "last-key")
    return { order: "key", prefix, after: readOptionalTextField(body, "after"), reverse: order === "last-key" };
  if (prefix !== "") throw usageError("prefix is about keys, so order must be first-key or last-key.");
  return { order: "age", after: readOptionalVersionField(body, "after"), reverse: order === "newest" };
}

function readOptionalVersionField(body: ApiRequestBody, fieldName: string): number | undefined {
  const value = body[fieldName];
  if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw usageError(`${fieldName} must be a version, since order is by age.`);
}
