import fc from "fast-check";
import { expect, describe as group, it } from "vitest";
import { describeValue, formatReceivedArgument } from "../src/text/describe-value.js";
import { quoteNameForMessage } from "../src/text/quote-name-for-message.js";

class Session {
  readonly secret = 1;
}

group("what is said of a value", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [true, "a boolean"],
    [5, "a number"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [5n, "a bigint"],
    ["secret", "a string of 6 characters"],
    [Symbol("secret"), "a symbol"],
    [() => "secret", "a function"],
    [["secret"], "an array of 1"],
    [{ secret: 1 }, "an object"],
    [Object.create(null), "an object"],
    [new Date(), "an instance of Date"],
    [new Map(), "an instance of Map"],
    [new Session(), "an instance of Session"],
  ])("KS-ERR-3 tells type and size: %s", (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it("KS-ERR-3 never shows what a value holds", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }), (value) => {
        expect(describeValue(value)).toMatch(
          /^(undefined|null|NaN|-?Infinity|a (boolean|number|bigint|symbol|function)|a string of \d+ characters|an array of \d+|an object|an instance of \w+)$/,
        );
      }),
    );
  });

  it("runs no getter and survives any proxy", () => {
    let ran = 0;
    const run = (): never => {
      ran += 1;
      throw new Error("ran");
    };
    const tagged = Object.defineProperties({}, { [Symbol.toStringTag]: { get: run }, constructor: { get: run } });
    expect(describeValue(tagged)).toBe("an object");
    expect(describeValue(Object.create(tagged))).toBe("an object");
    expect(ran).toBe(0);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(describeValue(proxy)).toBe("a proxy that cannot be read");
    expect(describeValue(new Proxy({}, { getPrototypeOf: run }))).toBe("a proxy that cannot be read");
  });

  it("does not repeat a class name that holds anything else than a name", () => {
    const odd = { "the secret is 42": class extends Session {} }["the secret is 42"];
    expect(describeValue(new odd())).toBe("an object");
  });
});

group("what is said of an argument", () => {
  it.each([
    [5, "5"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [true, "true"],
    ["a\n", '"a\\n"'],
    [5n, "a bigint"],
    [[1], "an array of 1"],
    [undefined, "undefined"],
  ])("tells a small argument as it is: %s", (argument, text) => {
    expect(formatReceivedArgument(argument)).toBe(text);
  });
});

group("a name in quotes", () => {
  it("cuts what would drown the message", () => {
    expect(quoteNameForMessage("x".repeat(64))).toBe(`"${"x".repeat(64)}"`);
    expect(quoteNameForMessage("x".repeat(65))).toBe(`"${"x".repeat(64)}"…`);
  });

  it("makes control characters and lone surrogates visible", () => {
    expect(quoteNameForMessage("a\u0000\u001b\ud800")).toBe('"a\\u0000\\u001b\\ud800"');
  });
});
