import type { JsonValue, ReadOnlyKeyedStore } from "@keyed-store/core";
import { toPrintableText } from "../../output/to-printable-text.js";
import { openNamespaceStore } from "../../store/open-namespace-store.js";
import type { EntryRow, KeyFolderItem, KeyFolderPage } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { readChoiceField, readNamespaceFields, readOptionalTextField, readTextField } from "./read-body-fields.js";
import { readNamespaceEntryCount } from "./read-namespace-entry-count.js";
import { readEntryRows } from "./to-entry-row.js";

const PAGE_SIZE = 50;

const DELIMITERS = [":", "/", ".", "|", "-", "_"] as const;

/**
 * `tree`: what is below a prefix, the keys that go on behind the next delimiter gathered to folders. Each folder costs two looks into
 * the index, however many entries are in it.
 */
export async function readKeyFolderPage(
  { reopeningStore, environment }: InspectorContext,
  body: ApiRequestBody,
): Promise<KeyFolderPage> {
  const { owner, namespace } = readNamespaceFields(body);
  const prefix = readTextField(body, "prefix");
  const delimiter = readChoiceField(body, "delimiter", DELIMITERS);
  const after = readOptionalTextField(body, "after");
  return reopeningStore.use(async (store) => {
    const handle = openNamespaceStore(store, owner, namespace);
    const { places, next } = await listFolderLevel(handle, { prefix, delimiter, after });
    const rows = await readEntryRows(
      handle,
      places.flatMap(({ key }) => key ?? []),
    );
    const rowOf = new Map(rows.map((row) => [row.key, row]));
    const items = places.flatMap(({ key, folder }): KeyFolderItem[] =>
      folder === undefined ? toItems(rowOf.get(key ?? "")) : [{ folder, folderShown: toPrintableText(folder) }],
    );
    const entries = await readNamespaceEntryCount(store, owner, namespace);
    return { now: environment.now(), entries, items, ...(next === undefined ? {} : { next }) };
  });
}

/** A key of this level, or a folder. */
interface KeyOrFolder {
  readonly key?: string;
  readonly folder?: string;
}

/** A page of a level, and where the next one goes on. */
interface FolderLevelPage {
  readonly places: readonly KeyOrFolder[];
  readonly next?: string;
}

interface FolderLevel {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string | undefined;
}

async function listFolderLevel(
  handle: ReadOnlyKeyedStore<JsonValue>,
  { prefix, delimiter, after }: FolderLevel,
): Promise<FolderLevelPage> {
  const places: KeyOrFolder[] = [];
  for (let last = after; ; ) {
    const [key] = await handle.keys({ order: "key", prefix, after: last, limit: 1 });
    if (key === undefined) return { places };
    if (places.length === PAGE_SIZE) return last === undefined ? { places } : { places, next: last };
    const end = key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      places.push({ key });
      last = key;
    } else {
      const folder = key.slice(0, end + delimiter.length);
      places.push({ folder });
      [last = key] = await handle.keys({ order: "key", prefix: folder, reverse: true, limit: 1 });
    }
  }
}

const toItems = (row: EntryRow | undefined): EntryRow[] => (row === undefined ? [] : [row]);
