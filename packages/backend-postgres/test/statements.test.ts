import { describe, expect, it } from "vitest";
import { createStoreStatements } from "../dist/store/statements.js";

describe("prepared statements", () => {
  it("KS-ISO-1 one name is for one text: a pooler may give a client the connection on which another one prepared for its own store", () => {
    const namesIn = (schema: string): (string | undefined)[] => {
      const statements = createStoreStatements(schema, true);
      const call = { client: "c", sequence: 1, waitMs: 1 };
      return [
        statements.read([]),
        statements.readAt(0, 0, []),
        statements.write(call, "on", []),
        statements.lock(call, "{}", undefined, undefined),
        statements.apply(call, 0, []),
      ].map(({ name }) => name);
    };
    const names = [...namesIn('"one"'), ...namesIn('"two"')];
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(names.length);
    // The server cuts off what is longer.
    for (const name of names) expect(name?.length).toBeLessThan(64);
    expect(namesIn('"one"')).toEqual(namesIn('"one"'));
  });
});
