import fc from "fast-check";
import type { JsonValue } from "../../src/contract/values/json-value.js";

/** Any value that a store takes, with the names and texts that trip up careless code among them. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "binary", size: "small" }));
  const name = fc.oneof(
    { weight: 4, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "length", "0", "-1", "value", "get"),
    },
  );
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  return {
    value: fc.oneof(
      { maxDepth: 5, depthIdentifier: "json" },
      fc.constantFrom(null, true, false, 0, "", "\u2028\ufeff", Number.MAX_VALUE, Number.MIN_VALUE, 1e21, 2 ** 53),
      number,
      fc.integer(),
      text,
      fc.array(tie("value"), { maxLength: 5, depthIdentifier: "json" }),
      fc
        .uniqueArray(fc.tuple(name, tie("value")), { maxLength: 5, depthIdentifier: "json", selector: ([key]) => key })
        .map((members) => ownMembers(members)),
    ),
  };
}).value;

/** An ordinary object with such members; a member named `__proto__` is one like others. */
export function ownMembers(members: readonly (readonly [string, unknown])[]): Record<string, JsonValue> {
  return Object.fromEntries(members) as Record<string, JsonValue>;
}
