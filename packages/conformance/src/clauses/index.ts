import type { Group } from "../case.js";
import { asyncContext } from "./async-context.js";
import { atomicCaps } from "./atomic-caps.js";
import { atomicChecks } from "./atomic-checks.js";
import { atomicInput } from "./atomic-input.js";
import { atomicSteps } from "./atomic-steps.js";
import { atomicValues } from "./atomic-values.js";
import { claims } from "./claims.js";
import { closed } from "./closed.js";
import { closing } from "./closing.js";
import { conditions } from "./conditions.js";
import { corruptRows } from "./corrupt-rows.js";
import { deaths } from "./deaths.js";
import { declared } from "./declared.js";
import { environment } from "./environment.js";
import { errors } from "./errors.js";
import { eviction } from "./eviction.js";
import { expiredRoom } from "./expired-room.js";
import { expiry } from "./expiry.js";
import { failures } from "./failures.js";
import { faults } from "./faults.js";
import { fileModes } from "./file-modes.js";
import { filePlaces } from "./file-places.js";
import { foreignFiles } from "./foreign-files.js";
import { holders } from "./holders.js";
import { isolation } from "./isolation.js";
import { issueOrder } from "./issue-order.js";
import { iterate } from "./iterate.js";
import { iterateWhileWriting } from "./iterate-while-writing.js";
import { keptValues } from "./kept-values.js";
import { keys } from "./keys.js";
import { loweredCaps } from "./lowered-caps.js";
import { memoryFront } from "./memory-front.js";
import { model } from "./model.js";
import { names } from "./names.js";
import { namespaceCaps } from "./namespace-caps.js";
import { openingCaps } from "./opening-caps.js";
import { options } from "./options.js";
import { order } from "./order.js";
import { ownerCaps } from "./owner-caps.js";
import { ownerEviction } from "./owner-eviction.js";
import { ownerScope } from "./owner-scope.js";
import { pluginRuntime } from "./plugin-runtime.js";
import { probe } from "./probe.js";
import { races } from "./races.js";
import { readOnly } from "./read-only.js";
import { refusedEngines } from "./refused-engines.js";
import { refusedValues } from "./refused-values.js";
import { restore } from "./restore.js";
import { schemas } from "./schema.js";
import { secrets } from "./secrets.js";
import { selection } from "./selection.js";
import { sharing } from "./sharing.js";
import { sweep } from "./sweep.js";
import { threads } from "./threads.js";
import { ttlInput } from "./ttl-input.js";
import { ttlWrites } from "./ttl-writes.js";
import { unknownOptions } from "./unknown-options.js";
import { valueSizes } from "./value-sizes.js";
import { versions } from "./versions.js";

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
  expiredRoom,
  ttlWrites,
  sweep,
  // KS-ORDER
  order,
  versions,
  iterate,
  iterateWhileWriting,
  // KS-CAP
  eviction,
  namespaceCaps,
  loweredCaps,
  ownerCaps,
  ownerEviction,
  openingCaps,
  // KS-ATOM
  races,
  conditions,
  failures,
  issueOrder,
  atomicSteps,
  atomicChecks,
  atomicCaps,
  atomicInput,
  atomicValues,
  model,
  // KS-ISO
  isolation,
  ownerScope,
  restore,
  // KS-LIFE and KS-DUR
  closing,
  closed,
  readOnly,
  deaths,
  faults,
  declared,
  // KS-SHARE
  sharing,
  holders,
  // KS-THREAD
  threads,
  asyncContext,
  // KS-ERR
  errors,
  secrets,
  options,
  unknownOptions,
  // KS-SEL
  selection,
  refusedEngines,
  environment,
  // KS-SEC
  fileModes,
  filePlaces,
  foreignFiles,
  // KS-PROBE
  probe,
  // KS-CLAIM, KS-FRONT and KS-PLUGIN
  claims,
  memoryFront,
  pluginRuntime,
];
