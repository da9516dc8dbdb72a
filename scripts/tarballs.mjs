import { join } from "node:path";
import { packageDirectories, read } from "./checks/files.mjs";
import { pnpm } from "./run.mjs";

/**
 * @typedef {{ directory: string, name: string, manifest: Manifest, tarball: string }} Packed
 * @typedef {{
 *   name: string,
 *   exports: Record<string, string | object>,
 *   bin?: Record<string, string>,
 *   dependencies?: object,
 *   peerDependencies?: object,
 * }} Manifest
 */

/**
 * What to import of a package: each of its doors by the name that a program gives it, such as `keyed-store` or
 * `@keyed-store/adapters/keyv`.
 *
 * @param {Manifest} manifest
 */
export function listDoors({ name, exports }) {
  const doors = Object.entries(exports).filter(([, target]) => typeof target !== "string");
  return doors.map(([path]) => name + path.slice(1));
}

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
