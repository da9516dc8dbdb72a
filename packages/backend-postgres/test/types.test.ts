import { type PostgresProviderOptions, postgresProvider } from "@keyed-store/backend-postgres";
import { type BackendProvider, openStateStore } from "@keyed-store/core";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

describe("types of @keyed-store/backend-postgres", () => {
  it("its provider takes an address, or nothing", () => {
    const check = async (): Promise<void> => {
      expectTypeOf(postgresProvider()).toEqualTypeOf<BackendProvider>();
      postgresProvider({ connectionString: "postgresql://localhost/data", schema: "bots", prepare: false });
      postgresProvider({ client: { host: "/run/postgresql", password: async () => "secret", ssl: { ca: "…" } } });
      // @ts-expect-error a connection string is an option, not the argument
      postgresProvider("postgresql://localhost/data");
      // @ts-expect-error there is no such option
      postgresProvider({ url: "postgresql://localhost/data" });
      await openStateStore({ providers: [postgresProvider()], backend: "postgres" });
    };
    expectTypeOf(check).toBeFunction();
    expectTypeOf<PostgresProviderOptions["schema"]>().toEqualTypeOf<string | undefined>();
  });
});
