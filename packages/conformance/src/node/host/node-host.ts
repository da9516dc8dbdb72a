import { env, platform, version } from "node:process";
import { runInNewContext } from "node:vm";
import type { SuiteHost } from "../../host/suite-host.js";
import { appendCountToTallyFile } from "./append-count-to-tally-file.js";
import { nodeFiles } from "./node-files.js";
import { size } from "./size.js";

/** Node, and what is like it; settings are of the environment. */
export const nodeHost: SuiteHost = {
  name: `Node ${version}`,
  size,
  runsVariants: true,
  get replay() {
    return env["KEYED_STORE_REPLAY"];
  },
  lacksPosix: platform === "win32",
  files: nodeFiles,
  parseInOtherRealm: (json) => runInNewContext("JSON.parse(json)", { json }),
  watchUnhandledRejections(note) {
    process.on("unhandledRejection", note);
    return () => process.off("unhandledRejection", note);
  },
  tally: appendCountToTallyFile,
};
