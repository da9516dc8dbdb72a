import { openNamespace } from "../../store/open-namespace.js";
import type { EntryDocument } from "../page/protocol.js";
import type { CallInput, InspectorContext } from "./call.js";
import { readPositiveInteger, readText } from "./read-input.js";
import { toDamagedRow, toEntryDocument } from "./to-row.js";

/** `entry`: one entry, with its value where values may be seen. */
export async function readEntry(context: InspectorContext, input: CallInput): Promise<EntryDocument> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const key = readText(input, "key");
  try {
    const entry = await context.door.use((store) => openNamespace(store, owner, namespace).lookupEntry(key));
    return toEntryDocument(context, entry);
  } catch (error) {
    return { now: context.world.now(), row: toDamagedRow(key, error) };
  }
}

/**
 * `count`: how many keys begin with a prefix, counted no further than to one more than `most`, where that is given. It goes through the
 * keys, so that the whole number is asked for before they are deleted alone.
 */
export async function countEntries({ door }: InspectorContext, input: CallInput): Promise<{ readonly count: number }> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const prefix = readText(input, "prefix");
  const limit = input["most"] === undefined ? undefined : readPositiveInteger(input, "most") + 1;
  return door.use(async (store) => {
    const handle = openNamespace(store, owner, namespace);
    if (limit === undefined) return { count: await handle.count({ prefix }) };
    return { count: (await handle.keys({ order: "key", prefix, limit })).length };
  });
}
