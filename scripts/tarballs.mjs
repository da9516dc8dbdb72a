import { join } from "node:path";
import { packageDirectories, read } from "./checks/files.mjs";
import { pnpm } from "./run.mjs";

/**
 * @typedef {{ directory: string, name: string, manifest: Manifest, tarball: string }} Packed
 * @typedef {{ name: string, bin?: Record<string, string>, dependencies?: object, peerDependencies?: object }} Manifest
 */

/**
 * Packs all packages as they would be published.
 *
 * @param {string} place where the tarballs are put
 * @returns {Promise<Packed[]>}
 */
export async function pack(place) {
  const { code, output } = await pnpm(["--recursive", "--filter", "./packages/*", "pack", "--pack-destination", place]);
  if (code !== 0) throw new Error(`pnpm pack failed\n${output}`);
  return packageDirectories().map((directory) => {
    /** @type {Manifest & { version: string }} */
    const manifest = JSON.parse(read(`${directory}/package.json`));
    const { name, version } = manifest;
    return {
      directory,
      name,
      manifest,
      tarball: join(place, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`),
    };
  });
}
