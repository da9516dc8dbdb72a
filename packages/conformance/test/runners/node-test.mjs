import { describe, it } from "node:test";
import { memory } from "../support/backends.mjs";
import { suite } from "./suite.mjs";

/*
 * The suite under Node's own runner: `node --test packages/conformance/test/runners/node-test.mjs`. The runner is what is tried here, so one backend
 * will do; on the same Node, all of them are tested under another one.
 */
suite({ describe, it: Object.assign(/** @type {typeof timed} */ (timed), { skip: it.skip }) }, [memory]);

/**
 * Node's runner takes the time that a test may take as an option.
 *
 * @param {string} title
 * @param {() => Promise<void>} body
 * @param {number} [timeout]
 */
function timed(title, body, timeout) {
  return it(title, timeout === undefined ? {} : { timeout }, body);
}
