import { open, rm } from "node:fs/promises";
import { toPrintableText } from "../output/to-printable-text.js";
import { usageError } from "../world/usage-error.js";

/** Writes a new file, 0600 and on the disk when it resolves; where `fill` fails, nothing is left. */
export async function writeNewFile(
  filePath: string,
  writeContent: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const file = await open(filePath, "wx", 0o600).catch((cause: unknown) => {
    throw usageError(
      `Cannot create ${toPrintableText(filePath)}: it must be a new file in a directory that can be written to.`,
      cause,
    );
  });
  try {
    await writeContent(async (text) => {
      await file.writeFile(text);
    });
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(filePath, { force: true });
    throw error;
  }
}
