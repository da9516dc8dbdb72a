import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatJson } from "../../output/to-printable-text.js";
import { importRecords } from "../../transfer/import-records.js";
import type { ImportProblem, ImportTally } from "../../transfer/import-tally.js";
import { readPortableRecords } from "../../transfer/read-portable-records.js";
import type { AnswerStream } from "./answer-stream.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { assertValuesRevealed, changeStoreOrThrowForbidden } from "./change-store-or-throw-forbidden.js";
import { readOptionalTextField } from "./read-body-fields.js";

const PROBLEMS_SHOWN = 20;

/** What an import did, with the first of the lines that need attention. */
export interface ImportOutcome {
  readonly tally: ImportTally;
  readonly problems: readonly ImportProblem[];
}

/** `export`: live entries as NDJSON, as the command of that name writes it. */
export async function streamExport(
  context: InspectorContext,
  body: ApiRequestBody,
  answer: AnswerStream,
): Promise<void> {
  assertValuesRevealed(context);
  const [owner, namespace] = [readOptionalTextField(body, "owner"), readOptionalTextField(body, "namespace")];
  await context.reopeningStore.use(async (store) => {
    answer.begin("application/x-ndjson");
    for await (const record of readPortableRecords(store, owner, namespace))
      await answer.write(`${formatJson(record)}\n`);
  });
}

/** `backup`: a copy of the store as it is at one moment. No path is named: it passes through a private directory. */
export async function streamBackup(
  context: InspectorContext,
  _body: ApiRequestBody,
  answer: AnswerStream,
): Promise<void> {
  assertValuesRevealed(context);
  const directory = await mkdtemp(join(tmpdir(), "keyed-store-inspect-"));
  try {
    const copy = join(directory, "state.sqlite");
    await context.reopeningStore.use((store) => store.backup(copy));
    answer.begin("application/vnd.sqlite3");
    for await (const chunk of createReadStream(copy)) await answer.write(chunk as Uint8Array); // Without an encoding it gives bytes.
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** `import`: brings the lines of an export in where they are newer; evicts nothing. */
export async function importRecordLines(
  context: InspectorContext,
  lines: AsyncIterable<Uint8Array>,
): Promise<ImportOutcome> {
  const problems: ImportProblem[] = [];
  const tally = await changeStoreOrThrowForbidden(context, (store) =>
    importRecords(lines, {
      store,
      maxEntries: Number.MAX_SAFE_INTEGER,
      async onProblem(problem) {
        if (problems.length < PROBLEMS_SHOWN) problems.push(problem);
      },
      onProgress: async () => undefined,
    }),
  );
  return { tally, problems };
}
