import type { Group } from "../case.js";
import { atomicInput } from "./atomic-input.js";
import { atomicSteps } from "./atomic-steps.js";
import { closed } from "./closed.js";
import { closing } from "./closing.js";
import { corruptRows } from "./corrupt-rows.js";
import { deaths } from "./deaths.js";
import { declared } from "./declared.js";
import { errors } from "./errors.js";
import { expiry } from "./expiry.js";
import { failures } from "./failures.js";
import { fileModes } from "./file-modes.js";
import { foreignFiles } from "./foreign-files.js";
import { isolation } from "./isolation.js";
import { issueOrder } from "./issue-order.js";
import { iterate } from "./iterate.js";
import { iterateWhileWriting } from "./iterate-while-writing.js";
import { keptValues } from "./kept-values.js";
import { keys } from "./keys.js";
import { model } from "./model.js";
import { names } from "./names.js";
import { namespaceCaps } from "./namespace-caps.js";
import { openingCaps } from "./opening-caps.js";
import { options } from "./options.js";
import { order } from "./order.js";
import { ownerCaps } from "./owner-caps.js";
import { ownerScope } from "./owner-scope.js";
import { probe } from "./probe.js";
import { races } from "./races.js";
import { readOnly } from "./read-only.js";
import { refusedValues } from "./refused-values.js";
import { schemas } from "./schema.js";
import { selection } from "./selection.js";
import { sharing } from "./sharing.js";
import { sweep } from "./sweep.js";
import { ttlInput } from "./ttl-input.js";
import { ttlWrites } from "./ttl-writes.js";
import { valueSizes } from "./value-sizes.js";

/** The suite, as a table of contents. */
export const groups: readonly Group[] = [
  // KS-NAME
  keys,
  names,
  // KS-VALUE
  refusedValues,
  keptValues,
  valueSizes,
  corruptRows,
  schemas,
  // KS-TTL
  ttlInput,
  expiry,
  ttlWrites,
  sweep,
  // KS-ORDER
  order,
  iterate,
  iterateWhileWriting,
  // KS-CAP
  namespaceCaps,
  ownerCaps,
  openingCaps,
  // KS-ATOM
  races,
  failures,
  issueOrder,
  atomicSteps,
  atomicInput,
  model,
  // KS-ISO
  isolation,
  ownerScope,
  // KS-LIFE and KS-DUR
  closing,
  closed,
  readOnly,
  deaths,
  declared,
  // KS-SHARE
  sharing,
  // KS-ERR
  errors,
  options,
  // KS-SEL
  selection,
  // KS-SEC
  fileModes,
  foreignFiles,
  // KS-PROBE
  probe,
];
