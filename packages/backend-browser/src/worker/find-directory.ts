import type { OpfsDirectory } from "../opfs/opfs-directory.js";

/** Gives the root of the origin's private file system. */
export type GetRoot = () => Promise<OpfsDirectory>;

/** The directory that the names lead to, from the root down. Errors are the browser's. */
export async function findDirectory(
  getRoot: GetRoot,
  names: readonly string[],
  create: boolean,
): Promise<OpfsDirectory> {
  let directory = await getRoot();
  for (const name of names) directory = await directory.getDirectoryHandle(name, { create });
  return directory;
}
