import { atomicity } from "./atomicity.js";
import { caps } from "./caps.js";
import { isolation } from "./isolation.js";
import type { Mutant } from "./mutant.js";
import { order } from "./order.js";
import { time } from "./time.js";

export { beyondModel } from "./beyond-model.js";
export type { Mutant } from "./mutant.js";
export { mutant } from "./mutant.js";

/** Broken backends that the model finds, as the clauses one by one do. */
export const seenByModel: readonly Mutant[] = [...time, ...order, ...caps, ...atomicity, ...isolation];
