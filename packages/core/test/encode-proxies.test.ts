import { describe, expect, it } from "vitest";
import { encode } from "./support/encoding.js";
import { refusal } from "./support/refusal.js";

const boom = (): never => {
  throw Object.assign(new Error("secret"), { code: "KEYED_STORE_BUSY" });
};

describe("proxies are checked by what they answer", () => {
  it("KS-VALUE-1 one that behaves is as good as what it stands for", () => {
    expect(encode(new Proxy({ a: [1, new Proxy(["b"], {})] }, {}))).toBe('{"a":[1,["b"]]}');
  });

  it("KS-VALUE-1 one can stand for plain data that its target is not", () => {
    const value = new Proxy(new Date(0), { getPrototypeOf: () => Object.prototype, ownKeys: () => [] });
    expect(encode(value)).toBe("{}");
  });

  it("KS-VALUE-2 each member is asked for once, and what was judged is what is stored", () => {
    const asked: PropertyKey[] = [];
    let answer: unknown = "first";
    const value = new Proxy(
      { a: 0, b: 0 },
      {
        getOwnPropertyDescriptor(_, name) {
          asked.push(name);
          const member = { value: answer, writable: true, enumerable: true, configurable: true };
          answer = { toJSON: boom };
          return name === "a" ? member : { ...member, value: 2 };
        },
        get: boom,
        has: boom,
      },
    );
    expect(encode(value)).toBe('{"a":"first","b":2}');
    expect(asked).toEqual(["a", "b"]);
  });

  it("KS-VALUE-1 no get trap is run, nor a getter behind a proxy", () => {
    expect(encode(new Proxy({ a: 1 }, { get: boom }))).toBe('{"a":1}');
    const behind = new Proxy(
      {
        get a() {
          return boom();
        },
      },
      {},
    );
    expect(refusal(() => encode(behind)).message).toContain("value.a is an accessor");
  });

  it.each([
    ["getPrototypeOf", new Proxy({}, { getPrototypeOf: boom })],
    ["ownKeys", new Proxy({}, { ownKeys: boom })],
    ["getOwnPropertyDescriptor", new Proxy({ a: 1 }, { getOwnPropertyDescriptor: boom })],
    ["length of an array", new Proxy([1], { getOwnPropertyDescriptor: boom })],
  ])("KS-VALUE-1 KS-ERR-3 one whose %s throws is invalid, and what it threw is not told", (_, value) => {
    const error = refusal(() => encode({ list: [value] }));
    expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
    expect(error.message).toContain("cannot be read: a proxy threw");
    expect(error.message).toContain("value.list[0]");
    expect(error.message).not.toContain("secret");
    expect(error.cause).toBeUndefined();
  });

  it("KS-VALUE-1 what a trap throws cannot pass for an error of ours", () => {
    const traps = { getPrototypeOf: boom, get: boom, has: boom };
    const thrown: unknown = new Proxy({}, traps);
    const throwing = new Proxy(
      {},
      {
        ownKeys() {
          throw thrown;
        },
      },
    );
    expect(refusal(() => encode(throwing)).code).toBe("KEYED_STORE_INVALID_INPUT");
  });

  it("KS-VALUE-1 a revoked one is invalid", () => {
    for (const target of [{}, []]) {
      const { proxy, revoke } = Proxy.revocable(target, {});
      revoke();
      expect(refusal(() => encode([proxy])).message).toContain("value[0] cannot be read");
    }
  });

  it("KS-VALUE-1 one that answers with nonsense is invalid", () => {
    const odd = [
      new Proxy({}, { ownKeys: () => ["ghost"] }),
      new Proxy([1, 2], { ownKeys: () => ["length"] }),
      new Proxy([1], {
        getOwnPropertyDescriptor: (target, name) =>
          name === "length"
            ? { ...Reflect.getOwnPropertyDescriptor(target, name), value: "many" }
            : Reflect.getOwnPropertyDescriptor(target, name),
      }),
      new Proxy({ a: 1 }, { ownKeys: () => ["a", Symbol("s")] }),
    ];
    for (const value of odd) expect(refusal(() => encode(value)).code).toBe("KEYED_STORE_INVALID_INPUT");
  });

  it("KS-VALUE-2 a trap that changes what is around it changes what is stored, but never stores what was not judged", () => {
    const outer: Record<string, unknown> = {};
    outer["first"] = new Proxy(
      {},
      {
        ownKeys() {
          Object.defineProperty(outer, "second", { get: boom, enumerable: true });
          return [];
        },
      },
    );
    outer["second"] = 1;
    expect(refusal(() => encode(outer)).message).toContain("value.second is an accessor");
  });
});
