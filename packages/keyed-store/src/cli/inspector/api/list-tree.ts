import type { JsonValue, ReadOnlyKeyedStore } from "@keyed-store/core";
import { toPrintableText } from "../../output/to-printable-text.js";
import { openNamespace } from "../../store/open-namespace.js";
import type { Row, TreeItem, TreePage } from "../page/protocol.js";
import type { CallInput, InspectorContext } from "./call.js";
import { countNamespace } from "./count-namespace.js";
import { readChoice, readOptionalText, readText } from "./read-input.js";
import { readRows } from "./to-row.js";

const PAGE_SIZE = 50;

const DELIMITERS = [":", "/", ".", "|", "-", "_"] as const;

/**
 * `tree`: what is below a prefix, the keys that go on behind the next delimiter gathered to folders. Each folder costs two looks into
 * the index, however many entries are in it.
 */
export async function listTree({ door, world }: InspectorContext, input: CallInput): Promise<TreePage> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const prefix = readText(input, "prefix");
  const delimiter = readChoice(input, "delimiter", DELIMITERS);
  const after = readOptionalText(input, "after");
  return door.use(async (store) => {
    const handle = openNamespace(store, owner, namespace);
    const { places, next } = await walkLevel(handle, { prefix, delimiter, after });
    const rows = await readRows(
      handle,
      places.flatMap(({ key }) => key ?? []),
    );
    const rowOf = new Map(rows.map((row) => [row.key, row]));
    const items = places.flatMap(({ key, folder }): TreeItem[] =>
      folder === undefined ? toItems(rowOf.get(key ?? "")) : [{ folder, folderShown: toPrintableText(folder) }],
    );
    const entries = await countNamespace(store, owner, namespace);
    return { now: world.now(), entries, items, ...(next === undefined ? {} : { next }) };
  });
}

/** A key of this level, or a folder. */
interface Place {
  readonly key?: string;
  readonly folder?: string;
}

interface Level {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string | undefined;
}

async function walkLevel(
  handle: ReadOnlyKeyedStore<JsonValue>,
  { prefix, delimiter, after }: Level,
): Promise<{ readonly places: readonly Place[]; readonly next?: string }> {
  const places: Place[] = [];
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

const toItems = (row: Row | undefined): Row[] => (row === undefined ? [] : [row]);
