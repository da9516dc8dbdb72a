import { atomicity } from "./atomicity.js";
import { unmodelled } from "./beyond-model.js";
import { caps } from "./caps.js";
import { counters, countersBetween } from "./counters.js";
import { isolation } from "./isolation.js";
import { layers } from "./layers.js";
import type { Mutant } from "./mutant.js";
import { narrow } from "./narrow.js";
import { narrowBeyondModel } from "./narrow-beyond-model.js";
import { order } from "./order.js";
import { ranges } from "./ranges.js";
import { time } from "./time.js";
import { watching } from "./watching.js";

export type { Mutant } from "./mutant.js";
export { mutant } from "./mutant.js";

/** Broken backends that the model finds, as the clauses one by one do. */
export const seenByModel: readonly Mutant[] = [
  ...time,
  ...order,
  ...caps,
  ...atomicity,
  ...isolation,
  ...narrow,
  ...ranges,
  ...counters,
];

/** Broken backends that only the clauses one by one find. */
export const beyondModel: readonly Mutant[] = [
  ...unmodelled,
  ...narrowBeyondModel,
  ...countersBetween,
  ...layers,
  ...watching,
];
