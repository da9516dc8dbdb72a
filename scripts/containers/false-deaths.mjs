import { rmSync } from "node:fs";
import { join } from "node:path";
import { APART } from "./house.mjs";

/** @typedef {Omit<import("./standoff.mjs").Standoff, "pair">} Situation */
/** @typedef {import("./house.mjs").House} House */

const ANOTHER_BOOT = "11111111-2222-4333-8444-555555555555";

/** Makes processes 2 to 9 of a container dead ones that nobody has asked about. */
const ZOMBIES = ["for i in 2 3 4 5 6 7 8 9; do true & done"];

/** Another pid namespace, in which `/proc` goes on to show the pids of the one around it. */
const NO_PROC_OF_ITS_OWN = ["unshare", "--pid", "--fork", "--kill-child", "sh", "-c", '"$@"; exit $?', "inner"];

/**
 * Two programs that live, where the second one has reason to think that the first does not.
 *
 * @type {Readonly<Record<string, Situation>>}
 */
export const FALSE_DEATHS = {
  "in two containers": apart({}, {}),
  "in two containers, while it writes": { ...apart({}, {}), writing: true },
  "in two containers, the second with another boot id": apart({}, { bootId: ANOTHER_BOOT }),
  "in two containers with users of their own": apart({ users: true }, { users: true }),
  "in two containers on one host name": apart({ host: "box" }, { host: "box" }),
  "with one table of pids, the second with another boot id": together({}, { bootId: ANOTHER_BOOT }),
  "with one table of pids, the second with another host name": together({}, { host: "box-b" }),
  "with one table of pids, the second in a time namespace": together({}, { bootTime: 1_000 }),
  "with one table of pids, the first in a time namespace": together({ bootTime: 1_000 }, {}),
  "where /proc shows a dead stranger under the owner's pid": {
    startOwner: (house) => house.start({ ...APART, setUp: ZOMBIES, around: NO_PROC_OF_ITS_OWN }),
    startOther: (house, owner) => house.startBeside(owner),
  },
};

/**
 * What a cleaner of temporary files takes away from an owner.
 *
 * @type {Readonly<Record<string, Situation>>}
 */
export const CLEANERS = {
  "its records are removed": { ...together({}, {}), meanwhile: clean((name) => !name.includes("pulse")) },
  "all beside its database is removed": { ...together({}, {}), meanwhile: clean(() => true) },
  "all beside its database is removed, and the other is in another container": {
    ...apart({}, {}),
    meanwhile: clean(() => true),
  },
};

/**
 * @param {import("./house.mjs").Container} owner
 * @param {import("./house.mjs").Container} other
 * @returns {Situation}
 */
export function apart(owner, other) {
  return together({ host: "box-a", ...APART, ...owner }, { host: "box-b", ...APART, ...other });
}

/**
 * @param {import("./house.mjs").Container} owner
 * @param {import("./house.mjs").Container} other
 * @returns {Situation}
 */
function together(owner, other) {
  return { startOwner: (house) => house.start(owner), startOther: (house) => house.start(other) };
}

/**
 * @param {(name: string) => boolean} isRubbish
 * @returns {(house: House, directory: string) => void}
 */
function clean(isRubbish) {
  return (house, directory) => {
    const sessions = join(directory, "state.sqlite.sessions");
    const rubbish = house.files(sessions).filter(isRubbish);
    if (rubbish.length === 0) throw new Error(`there is nothing to remove in ${sessions}`);
    for (const name of rubbish) rmSync(house.fromOutside(join(sessions, name)));
  };
}
