import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apart } from "./false-deaths.mjs";
import { restarts } from "./restarts.mjs";
import { standoff } from "./standoff.mjs";

/** @typedef {import("./house.mjs").House} House */

/** The record of a process on another machine, of which nothing can be known from here. */
const ELSEWHERE = "exclusive.wasm.4711.-.-.-.-.aaaaaaaaaaaa.elsewhere.mi0b2fbv.a1b2c3d4e5f6";

/**
 * Faults that are made on purpose, and what must be said of them: where they go unseen, nothing that is seen can be believed.
 *
 * @type {Readonly<Record<string, { find: (house: House, engine: import("./engines.mjs").Engine) => Promise<string[]>, expected: RegExp }>>}
 */
export const CONTROLS = {
  "programs that acknowledge what they do not write": {
    find: (house, engine) => {
      const place = { directory: house.make("state") };
      return restarts(house, { pair: [engine, engine], rounds: 1, seed: 3, place, lying: true });
    },
    expected: /acknowledged writes are lost/,
  },
  "a record that nobody here can judge": {
    find: (house, engine) => {
      const place = { directory: house.make("state") };
      const sessions = join(place.directory, "state.sqlite.sessions");
      const meanwhile = () => {
        mkdirSync(sessions, { recursive: true });
        writeFileSync(join(sessions, ELSEWHERE), "");
      };
      return restarts(house, { pair: [engine, engine], rounds: 1, seed: 3, place, meanwhile });
    },
    expected: /KEYED_STORE_BUSY: .* on elsewhere/,
  },
  "engines that keep nobody out": {
    find: (house) => standoff(house, { pair: ["lawless", "lawless"], ...apart({}, {}) }),
    expected: /two owners at once/,
  },
};
