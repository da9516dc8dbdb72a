import { stat } from "node:fs/promises";
import type { OwnerUsage, ReadOnlyStateStore } from "@keyed-store/core";
import { formatBackendEngine } from "../../output/format-backend-engine.js";
import { toPrintableText } from "../../output/to-printable-text.js";
import type { EngineSummary, Overview, OwnerSummary } from "../page/protocol.js";
import { describeFailure, describeStoreCondition } from "../store/describe-failure.js";
import type { InspectedPlace } from "../store/inspected-place.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { readOptionalTextField } from "./read-body-fields.js";

const MOST_OWNERS = 200;

/** `overview`: how the store is, which engine reads it, and the owners with a text in their name. */
export async function readStoreOverview(context: InspectorContext, body: ApiRequestBody): Promise<Overview> {
  const wanted = readOptionalTextField(body, "ownerText") ?? "";
  const { reopeningStore, environment, place, isRevealed, quota } = context;
  const facts = {
    now: environment.now(),
    databaseShown: toPrintableText(place.shown),
    isWritable: reopeningStore.change !== undefined,
    isRevealed,
    ...(quota === undefined ? {} : { quota }),
  };
  const sizesRead = readDatabaseFileSizes(place);
  try {
    return await reopeningStore.use(async (store) => {
      const owners = await store.owners();
      const found = owners.filter(({ owner }) => owner.includes(wanted));
      const condition = owners.length === 0 ? "empty" : "open";
      return {
        ...facts,
        ...(await sizesRead),
        condition,
        sentence: describeStoreCondition(condition, place, ""),
        engine: summarizeEngine(store),
        entries: owners.reduce((sum, { entries }) => sum + entries, 0),
        owners: found.slice(0, MOST_OWNERS).map(toOwnerSummary),
        ownersFound: found.length,
      };
    });
  } catch (error) {
    const { condition = "damaged", message } = describeFailure(error, place);
    return { ...facts, ...(await sizesRead), condition, sentence: message, entries: 0, owners: [], ownersFound: 0 };
  }
}

const toOwnerSummary = ({ owner, entries, namespaces }: OwnerUsage): OwnerSummary => ({
  owner,
  ownerShown: toPrintableText(owner),
  entries,
  namespaces,
});

function summarizeEngine({ backend, selection }: ReadOnlyStateStore): EngineSummary {
  return {
    engine: formatBackendEngine(backend),
    reason: selection.reason,
    rejected: selection.rejected.map(({ name, stage, code, message }) => ({
      name,
      stage,
      code,
      message: toPrintableText(message),
    })),
  };
}

type DatabaseFileSizes = Pick<Overview, "databaseBytes" | "logBytes">;

/** Asking for a size opens nothing, so it cannot disturb the locks on a live file. */
async function readDatabaseFileSizes({ databasePath }: InspectedPlace): Promise<DatabaseFileSizes> {
  if (databasePath === undefined) return {};
  const [databaseBytes, logBytes] = await Promise.all(
    [databasePath, `${databasePath}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => undefined,
      ),
    ),
  );
  return { ...(databaseBytes === undefined ? {} : { databaseBytes }), ...(logBytes === undefined ? {} : { logBytes }) };
}
