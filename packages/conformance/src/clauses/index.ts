import type { Group } from "../case/case.js";
import type { Size } from "../settings/size.js";
import { atomicCaps } from "./atomic/atomic-caps.js";
import { atomicChecks } from "./atomic/atomic-checks.js";
import { atomicInput } from "./atomic/atomic-input.js";
import { atomicSteps } from "./atomic/atomic-steps.js";
import { atomicValues } from "./atomic/atomic-values.js";
import { conditions } from "./atomic/conditions.js";
import { failures } from "./atomic/failures.js";
import { increments } from "./atomic/increment.js";
import { issueOrder } from "./atomic/issue-order.js";
import { createModelGroup } from "./atomic/model.js";
import { modifications } from "./atomic/modify.js";
import { races } from "./atomic/races.js";
import { eviction } from "./caps/eviction.js";
import { loweredCaps } from "./caps/lowered-caps.js";
import { namespaceCaps } from "./caps/namespace-caps.js";
import { openingCaps } from "./caps/opening-caps.js";
import { ownerCaps } from "./caps/owner-caps.js";
import { ownerEviction } from "./caps/owner-eviction.js";
import { uncapped } from "./caps/uncapped.js";
import { errors } from "./errors/errors.js";
import { options } from "./errors/options.js";
import { secrets } from "./errors/secrets.js";
import { unknownOptions } from "./errors/unknown-options.js";
import { expiredRoom } from "./expiry/expired-capacity.js";
import { expiresAt } from "./expiry/expires-at.js";
import { expiry } from "./expiry/expiry.js";
import { sliding } from "./expiry/sliding.js";
import { sweep } from "./expiry/sweep.js";
import { ttlInput } from "./expiry/ttl-input.js";
import { ttlWrites } from "./expiry/ttl-writes.js";
import { filePlaces } from "./files/file-places.js";
import { foreignFiles } from "./files/foreign-files.js";
import { isolation } from "./isolation/isolation.js";
import { ownerScope } from "./isolation/owner-scope.js";
import { restore } from "./isolation/restore.js";
import { closed } from "./life/closed.js";
import { closing } from "./life/closing.js";
import { declared } from "./life/declared.js";
import { faults } from "./life/faults.js";
import { readOnly } from "./life/read-only.js";
import { keys } from "./names/keys.js";
import { names } from "./names/names.js";
import { probe } from "./opening/probe.js";
import { refusedEngines } from "./opening/refused-engines.js";
import { selection } from "./opening/selection.js";
import { iterate } from "./order/iterate.js";
import { iterateWhileWriting } from "./order/iterate-while-writing.js";
import { keyOperations } from "./order/key-operations.js";
import { order } from "./order/order.js";
import { prefixes } from "./order/prefixes.js";
import { versions } from "./order/versions.js";
import { claims } from "./plugins/claims.js";
import { claimsRun } from "./plugins/claims-run.js";
import { memoryFront } from "./plugins/memory-front.js";
import { pluginRuntime } from "./plugins/plugin-runtime.js";
import { rateLimit } from "./plugins/rate-limit.js";
import { threads } from "./sharing/threads.js";
import { corruptRows } from "./values/corrupt-rows.js";
import { keptValues } from "./values/kept-values.js";
import { refusedValues } from "./values/refused-values.js";
import { schemas } from "./values/schema.js";
import { valueSizes } from "./values/value-sizes.js";
import { watchEnds } from "./watching/watch-ends.js";
import { watchItems } from "./watching/watch-items.js";
import { watchOptions } from "./watching/watch-options.js";
import { watchStates } from "./watching/watch-states.js";

/** The clauses that any host can prove, as a table of contents. */
export const createGroups = (size: Size): readonly Group[] => [
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
  expiresAt,
  sliding,
  // KS-ORDER
  order,
  versions,
  iterate,
  iterateWhileWriting,
  // KS-RANGE
  prefixes,
  keyOperations,
  // KS-CAP
  eviction,
  namespaceCaps,
  loweredCaps,
  ownerCaps,
  ownerEviction,
  openingCaps,
  uncapped,
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
  increments,
  modifications,
  createModelGroup(size),
  // KS-WATCH
  watchItems,
  watchOptions,
  watchStates,
  watchEnds,
  // KS-ISO
  isolation,
  ownerScope,
  restore,
  // KS-LIFE and KS-DUR
  closing,
  closed,
  readOnly,
  faults,
  declared,
  // KS-THREAD
  threads,
  // KS-ERR
  errors,
  secrets,
  options,
  unknownOptions,
  // KS-SEL
  selection,
  refusedEngines,
  // KS-SEC
  filePlaces,
  foreignFiles,
  // KS-PROBE
  probe,
  // KS-CLAIM, KS-RATE, KS-FRONT and KS-PLUGIN
  claims,
  claimsRun,
  rateLimit,
  memoryFront,
  pluginRuntime,
];
