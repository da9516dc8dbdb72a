import { countUtf8Bytes, KeyedStoreError, type ProblemText } from "@keyed-store/core";

/** Names that Windows takes for devices, whatever extension follows. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Characters that some system takes for a separator, a stream, a pattern or the end of a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[/\\:*?"<>|\u0000-\u001f]/;

/** Room for what SQLite and sharing between processes put behind the name, within the usual 255 bytes. */
const MOST_BYTES = 200;

/**
 * Checks that a file name is one plain segment of a path on every system, so that nothing outside `directory` can be
 * meant by it (KS-SEC-2) and a store can be moved from one system to another.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is not
 */
export function assertPlainFileName(fileName: string): void {
  const flaw = describeFileNameProblem(fileName);
  if (flaw === undefined) return;
  throw new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    `fileName must be one plain file name such as "state.sqlite": ${JSON.stringify(fileName)} ${flaw}.`,
    { operation: "open" },
  );
}

function describeFileNameProblem(fileName: string): ProblemText | undefined {
  if (fileName === "") return "is empty";
  if (fileName === "." || fileName === "..") return "is a directory";
  if (FORBIDDEN.test(fileName)) return 'has a separator, a control character or one of : * ? " < > |';
  if (DEVICE.test(fileName)) return "is the name of a device on Windows";
  if (/[. ]$/.test(fileName)) return "ends with a dot or space, which Windows drops";
  if (/-(wal|shm|journal)$/.test(fileName)) return "ends as SQLite's own files do";
  if (countUtf8Bytes(fileName) > MOST_BYTES) return `is longer than ${MOST_BYTES} bytes`;
  return undefined;
}
