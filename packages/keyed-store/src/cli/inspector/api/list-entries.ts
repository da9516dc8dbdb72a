import type { IterateOptions } from "@keyed-store/core";
import { openNamespace } from "../../store/open-namespace.js";
import { usageError } from "../../world/usage-error.js";
import type { EntryPage } from "../page/protocol.js";
import type { CallInput, InspectorContext } from "./call.js";
import { countNamespace } from "./count-namespace.js";
import { readChoice, readOptionalText, readText } from "./read-input.js";
import { readRows } from "./to-row.js";

/** So many rows a page has, however large the namespace is. */
const PAGE_SIZE = 50;

const ORDERS = ["newest", "oldest", "first-key", "last-key"] as const;

/** `entries`: a page of a namespace, by age or by key. Its cost is that of its rows. */
export async function listEntries({ door, world }: InspectorContext, input: CallInput): Promise<EntryPage> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const options = readOptions(input);
  // Before it is read: what is written later may be missing.
  const now = world.now();
  return door.use(async (store) => {
    const handle = openNamespace(store, owner, namespace);
    // Keys first: one that is damaged would end a reading of whole entries.
    const keys = await handle.keys({ ...options, limit: PAGE_SIZE + 1 });
    const rows = await readRows(handle, keys.slice(0, PAGE_SIZE));
    const page = { now, entries: await countNamespace(store, owner, namespace), rows };
    if (keys.length <= PAGE_SIZE) return page;
    const next =
      options.order === "key" ? keys[PAGE_SIZE - 1] : rows.findLast(({ version }) => version !== undefined)?.version;
    return next === undefined ? page : { ...page, next };
  });
}

function readOptions(input: CallInput): IterateOptions {
  const order = readChoice(input, "order", ORDERS);
  const prefix = readOptionalText(input, "prefix") ?? "";
  if (order === "first-key" || order === "last-key")
    return { order: "key", prefix, after: readOptionalText(input, "after"), reverse: order === "last-key" };
  if (prefix !== "") throw usageError("prefix is about keys, so order must be first-key or last-key.");
  return { order: "age", after: readVersion(input, "after"), reverse: order === "newest" };
}

function readVersion(input: CallInput, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw usageError(`${name} must be a version, since order is by age.`);
}
