import { openNamespaceStore } from "../../store/open-namespace-store.js";
import type { EntryCount, EntryDocument } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { readNamespaceFields, readPositiveIntegerField, readTextField } from "./read-body-fields.js";
import { toDamagedRowOrRethrow, toEntryDocument } from "./to-entry-row.js";

/** `entry`: one entry, with its value where values may be seen. */
export async function readEntryDocument(context: InspectorContext, body: ApiRequestBody): Promise<EntryDocument> {
  const { owner, namespace } = readNamespaceFields(body);
  const key = readTextField(body, "key");
  try {
    const entry = await context.reopeningStore.use((store) =>
      openNamespaceStore(store, owner, namespace).lookupEntry(key),
    );
    return toEntryDocument(context, entry);
  } catch (error) {
    return { now: context.environment.now(), row: toDamagedRowOrRethrow(key, error) };
  }
}

/**
 * `count`: how many keys begin with a prefix, counted no further than to one more than `most`, where that is given. It goes through the
 * keys, so that the whole number is asked for before they are deleted alone.
 */
export async function countEntriesWithPrefix(
  { reopeningStore }: InspectorContext,
  body: ApiRequestBody,
): Promise<EntryCount> {
  const { owner, namespace } = readNamespaceFields(body);
  const prefix = readTextField(body, "prefix");
  const limit = body["most"] === undefined ? undefined : readPositiveIntegerField(body, "most") + 1;
  return reopeningStore.use(async (store) => {
    const handle = openNamespaceStore(store, owner, namespace);
    if (limit === undefined) return { count: await handle.count({ prefix }) };
    return { count: (await handle.keys({ order: "key", prefix, limit })).length };
  });
}
