import { env } from "node:process";

/** Whether the tests are to take their time, as the suite does with `KEYED_STORE_CONFORMANCE=long`. */
export const isAtLength: boolean = env["KEYED_STORE_CONFORMANCE"]?.startsWith("long") ?? false;
