import type { ShownDocument } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { readChoiceField } from "./read-body-fields.js";
import { countEntriesWithPrefix, readEntryDocument } from "./read-entry-document.js";
import { readEntryPage } from "./read-entry-page.js";
import { readKeyFolderPage } from "./read-key-folder-page.js";
import { readStoreOverview } from "./read-store-overview.js";

const OPERATIONS = ["entries", "tree"] as const;

/** All that a page shows of a namespace. It is asked for at once, so that a store that is handed over for it is so once. */
export async function readShownDocument(
  context: InspectorContext,
  overviewBody: ApiRequestBody,
  shownBody: ApiRequestBody,
  openKey: string | undefined,
): Promise<ShownDocument> {
  const isTree = readChoiceField(shownBody, "operation", OPERATIONS) === "tree";
  const [overview, page, counted, open] = await Promise.all([
    readStoreOverview(context, overviewBody),
    isTree ? readKeyFolderPage(context, shownBody) : readEntryPage(context, shownBody),
    shownBody["most"] === undefined ? undefined : countEntriesWithPrefix(context, shownBody),
    openKey === undefined ? undefined : readEntryDocument(context, { ...shownBody, key: openKey }),
  ]);
  return { overview, page, ...counted, ...(openKey !== undefined && open && { open: { key: openKey, ...open } }) };
}
