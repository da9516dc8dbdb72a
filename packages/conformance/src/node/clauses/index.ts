import type { Group } from "../../case/case.js";
import { asyncContext } from "./async-context.js";
import { deaths } from "./deaths.js";
import { environment } from "./environment.js";
import { fileLinks } from "./file-links.js";
import { fileModes } from "./file-modes.js";
import { holders } from "./holders.js";
import { sharing } from "./sharing.js";

/** The clauses whose proof takes Node: processes of the operating system, its files and its environment. */
export const nodeGroups: readonly Group[] = [
  // KS-LIFE
  deaths,
  // KS-SHARE
  sharing,
  holders,
  // KS-THREAD
  asyncContext,
  // KS-SEL
  environment,
  // KS-SEC
  fileModes,
  fileLinks,
];
