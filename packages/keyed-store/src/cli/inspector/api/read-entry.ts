import { openNamespace } from "../../store/open-namespace.js";
import type { EntryDocument } from "../page/protocol.js";
import type { CallInput, InspectorContext } from "./call.js";
import { readText } from "./read-input.js";
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

/** `count`: how many keys begin with a prefix. It goes through the keys, so it is asked for by people alone. */
export async function countEntries({ door }: InspectorContext, input: CallInput): Promise<{ readonly count: number }> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const prefix = readText(input, "prefix");
  return { count: await door.use((store) => openNamespace(store, owner, namespace).count({ prefix })) };
}
