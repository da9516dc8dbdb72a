import { spawnSync } from "node:child_process";
import { chmodSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../run.mjs";
import { isRoot } from "./house.mjs";
import { SCRIPT } from "./program.mjs";

/** @typedef {import("./house.mjs").House} House */

/**
 * @typedef {object} Place where containers find their state
 * @property {string} directory as they see it
 * @property {string} [inHouse] as the house sees it, if that is another path
 * @property {import("./house.mjs").Container} [container] what is special about each of them
 * @property {boolean} [oneAtATime] whether the next one cannot be there before the last one is gone
 */

/**
 * Places of all kinds.
 *
 * @type {Readonly<Record<string, (house: House) => Place>>}
 */
export const PLACES = {
  "on a tmpfs": (house) => ({ directory: tmpfs(house) }),
  "on a volume": volume,
  "on an overlay": (house) => ({ directory: overlay(house, house.directory).merged }),
  // What is mounted in a root that is not ours keeps us from laying an overlay over it.
  ...(isRoot ? { "on the overlay that is their root": overlayRoot } : {}),
  "on a path of over 108 bytes": (house) => ({ directory: longPath(house, 150) }),
  "on a path of over 200 bytes": (house) => ({ directory: longPath(house, 250) }),
  "where all but a volume is read-only": readOnlyRoot,
  "where /proc hides what others run": hidden,
  "where /proc shows nothing of the system": plainPlace({ proc: "subset" }),
  "where /proc is that of another pid namespace": plainPlace({ proc: "foreign" }),
  "where users are mapped": plainPlace({ users: true }),
};

/**
 * Places that only one container at a time can have.
 *
 * @type {Readonly<Record<string, (house: House) => Place>>}
 */
export const RESTARTED = { "on an overlay that each mounts anew": remountedPlace };

/**
 * Ways to the owner's directory on which another one finds it: by what is the same file to the kernel, and by what is not.
 *
 * @type {Readonly<Record<string, (house: House) => Pick<import("./standoff.mjs").Standoff, "directory" | "elsewhere" | "neverTogether">>>}
 */
export const OTHER_WAYS = {
  "on a volume that each has on another path": (house) => {
    const [directory, elsewhere] = [house.make("kept"), house.make("volume")];
    house.shell([`mount --bind ${directory} ${elsewhere}`]);
    return { directory, elsewhere };
  },
  "on an overlay, asked through its upper directory": (house) => {
    const { upper, merged } = overlay(house, house.directory);
    return { directory: merged, elsewhere: upper, neverTogether: true };
  },
  "asked through an overlay over its directory": (house) => {
    const directory = house.make("state");
    return { directory, elsewhere: overlay(house, directory).merged, neverTogether: true };
  },
};

/**
 * @param {import("./house.mjs").Container} container
 * @returns {(house: House) => Place}
 */
function plainPlace(container) {
  return (house) => ({ directory: house.make("state"), container });
}

/** @param {House} house */
function tmpfs(house) {
  const directory = house.make("tmpfs");
  house.shell([`mount -t tmpfs none ${directory}`]);
  return directory;
}

/**
 * A directory of the house that each container has mounted elsewhere.
 *
 * @param {House} house
 */
function volume(house) {
  const [kept, directory] = [house.make("kept"), house.make("volume")];
  return { directory, inHouse: kept, container: { setUp: [`mount --bind ${kept} ${directory}`] } };
}

/**
 * As it is where a container is stopped and started again: its overlay is mounted anew over the same layers.
 *
 * @param {House} house
 */
function remountedPlace(house) {
  const { upper, work } = layersOf(house);
  const directory = house.make("merged");
  const setUp = [overlayOptions({ lower: house.directory, upper, work, merged: directory })];
  return { directory, inHouse: upper, container: { setUp }, oneAtATime: true };
}

/**
 * An overlay over a directory; what is written to it comes to lie in `upper`.
 *
 * @param {House} house
 * @param {string} lower
 */
function overlay(house, lower) {
  const { upper, work } = layersOf(house);
  const merged = house.make("merged");
  house.shell([overlayOptions({ lower, upper, work, merged })]);
  return { upper, merged };
}

/** @param {House} house */
function layersOf(house) {
  const layers = tmpfs(house);
  const [upper, work] = [join(layers, "upper"), join(layers, "work")];
  house.shell([`mkdir ${upper} ${work}`]);
  return { upper, work };
}

/** @param {{ lower: string, upper: string, work: string, merged: string }} layers */
function overlayOptions({ lower, upper, work, merged }) {
  return `mount -t overlay overlay -o lowerdir=${lower},upperdir=${upper},workdir=${work} ${merged}`;
}

/**
 * As a container has it that nothing was mounted into: its root is an overlay, and its state in it.
 *
 * @param {House} house
 */
function overlayRoot(house) {
  const { merged } = overlay(house, "/");
  const directory = "/keyed-store-state";
  // An overlay shows one file system: where these are others, they are missed.
  const needed = ["/dev", root.replace(/\/$/, ""), dirname(dirname(realpathSync(process.execPath)))];
  house.shell([
    ...needed
      .filter((path) => path !== "/")
      .flatMap((path) => [`mkdir -p ${merged}${path}`, `mount --rbind ${path} ${merged}${path}`]),
    `mkdir ${merged}${directory}`,
  ]);
  const container = { setUp: [`mount -t proc proc ${merged}/proc`], around: ["chroot", merged] };
  return { directory, inHouse: `${merged}${directory}`, container };
}

/**
 * @param {House} house
 * @param {number} bytes
 */
function longPath(house, bytes) {
  const name = "a-directory-with-a-name-of-45-bytes-or-so-long";
  let path = "state";
  while (house.directory.length + path.length < bytes) path = join(path, name);
  return house.make(path);
}

/** @param {House} house */
function readOnlyRoot(house) {
  const directory = house.make("state");
  return { directory, container: { setUp: [`mount --bind ${directory} ${directory}`, "mount -o remount,bind,ro /"] } };
}

/**
 * What it hides, it hides from users who are not root: where we are, the programs run as one who owns nothing else.
 *
 * @param {House} house
 * @returns {Place}
 */
function hidden(house) {
  const directory = house.make("state");
  /** @type {[string, ...string[]]} */
  const asNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
  const [command, ...options] = asNobody;
  if (spawnSync(command, [...options, process.execPath, "--check", SCRIPT]).status !== 0)
    return { directory, container: { proc: "hidepid" } };
  chmodSync(house.directory, 0o711);
  house.shell([`chown 65534:65534 ${directory}`]);
  return { directory, container: { proc: "hidepid", around: asNobody } };
}
