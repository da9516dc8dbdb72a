import { describe, expect, it } from "vitest";
import { checkOptions } from "../src/validation/check-options.js";
import { refusal } from "./support/refusal.js";

const check = (given: unknown): Record<string, unknown> =>
  checkOptions(given, ["ttlMs", "ifVersion"], "register options", "register");

describe("checkOptions", () => {
  it("gives what was given and nothing else", () => {
    expect({ ...check({ ttlMs: 5 }) }).toEqual({ ttlMs: 5 });
    expect({ ...check(undefined) }).toEqual({});
    expect({ ...check(Object.assign(Object.create(null), { ttlMs: 1 })) }).toEqual({ ttlMs: 1 });
  });

  it("takes nothing from a prototype", () => {
    expect(Object.getPrototypeOf(check({ ttlMs: 5 }))).toBeNull();
    expect(Object.getPrototypeOf(check(undefined))).toBeNull();
    expect(check(Object.create({ ttlMs: 5 }))["ttlMs"]).toBeUndefined();
  });

  it("reads each property once", () => {
    let reads = 0;
    const given = {
      get ttlMs() {
        reads += 1;
        return reads;
      },
    };
    expect(check(given)["ttlMs"]).toBe(1);
    expect(reads).toBe(1);
  });

  it.each([
    [{ ttlMS: 1 }, "ttlMs"],
    [{ ttl: 1 }, "ttlMs"],
    [{ ifversion: 1 }, "ifVersion"],
  ])("KS-ERR-3 refuses an unknown name with the nearest right one: %j", (given, meant) => {
    const error = refusal(() => check(given));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.operation).toBe("register");
    expect(error.message).toBe(
      `register options has no member ${JSON.stringify(Object.keys(given)[0])}. Did you mean "${meant}"?`,
    );
  });

  it("KS-ERR-3 lists the names where none is near, and shortens a long one", () => {
    const error = refusal(() => check({ ["x".repeat(10_000)]: 1 }));
    expect(error.message).toContain("There are: ttlMs, ifVersion.");
    expect(error.message.length).toBeLessThan(200);
  });

  it("refuses __proto__ as an own name rather than taking it for a prototype", () => {
    expect(refusal(() => check(JSON.parse('{"__proto__":{"ttlMs":1}}'))).message).toContain('"__proto__"');
  });

  it.each([null, 5, "ttlMs", true, 5n, Symbol("s"), () => 1, [[]], [[5]]])(
    "KS-ERR-3 refuses what is no object: %s",
    (given) => {
      expect(refusal(() => check(given)).message).toMatch(/^register options must be an object, was ./);
    },
  );

  it("what a getter or proxy throws is the caller's mistake", () => {
    const thrown = new Error("mine");
    const given = {
      get ttlMs(): number {
        throw thrown;
      },
    };
    const error = refusal(() => check(given));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.cause).toBe(thrown);
  });
});
