import { type BackendProvider, openStateStore } from "@keyed-store/core";
import { type SqliteDriver, SqliteFailure, type SqliteStatement, sqliteProvider } from "@keyed-store/sqlite";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

describe("types of @keyed-store/sqlite", () => {
  it("a provider is made of a driver", () => {
    const check = async (driver: SqliteDriver) => {
      const options = { name: "mine", check: () => undefined, load: () => driver };
      expectTypeOf(sqliteProvider(options)).toEqualTypeOf<BackendProvider>();
      sqliteProvider({ ...options, load: async () => driver });
      // @ts-expect-error it has a name
      sqliteProvider({ check: options.check, load: options.load });
      // @ts-expect-error a driver is loaded when it is asked for
      sqliteProvider({ ...options, load: driver });
      // @ts-expect-error a module is known by its URL
      sqliteProvider({ ...options, module: { specifier: "mine", export: "mine" } });
      // @ts-expect-error a driver is no provider
      await openStateStore({ directory: "d", providers: [driver] });
    };
    expectTypeOf(check).toBeFunction();
  });

  it("a driver has all of its parts", () => {
    const check = (driver: SqliteDriver, statement: SqliteStatement) => {
      const { openMemory: _, ...others } = driver;
      // @ts-expect-error trials need a database in memory
      const incomplete: SqliteDriver = others;
      // @ts-expect-error it is alone with the file, or shares it
      const sharing: SqliteDriver = { ...driver, sharing: true };
      // @ts-expect-error numbers are bound as they are, not as big integers
      statement.run(1n);
      // @ts-expect-error there may be no row
      const [first] = statement.get();
      // @ts-expect-error a failure says its result code first
      const failure = new SqliteFailure(new Error("locked"), "locked");
      return [incomplete, sharing, first, failure];
    };
    expectTypeOf(check).toBeFunction();
  });
});
