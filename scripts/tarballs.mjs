import { existsSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageDirectories, read } from "./checks/files.mjs";
import { pnpm, root, run } from "./run.mjs";

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

/**
 * Unpacks the tarballs as an installer would lay them out, with what they need from others linked from the workspace.
 *
 * @param {string} place where they were packed
 * @param {readonly Packed[]} all
 */
export async function installTarballs(place, all) {
  for (const { directory, name, manifest, tarball } of all) {
    const target = join(place, "node_modules", name);
    mkdirSync(dirname(target), { recursive: true });
    // Without a drive letter in it, the name is a file for every tar.
    const { code, output } = await run("tar", ["-xzf", tarball.slice(place.length + 1)], { cwd: place });
    if (code !== 0) throw new Error(`tar could not unpack ${tarball}\n${output}`);
    renameSync(join(place, "package"), target);
    for (const other of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      const link = join(place, "node_modules", other);
      const source = [join(root, directory), root].map((base) => join(base, "node_modules", other)).find(existsSync);
      const ours = all.some((packed) => packed.name === other);
      if (ours || source === undefined || existsSync(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(source, link, "junction");
    }
  }
}
