import { type BackendProvider, isKeyedStoreError } from "@keyed-store/core";
import { formatInstallCommand } from "@keyed-store/sqlite";
import { createUnavailableProvider, type OptionalBackend } from "../../optional-provider.js";
import { SERVICE_BACKEND, type ServiceLocation } from "./service-location.js";

/** PostgreSQL, where its package is installed. It stands here and not beside the others, since only the command looks for it unasked. */
const POSTGRES_BACKEND: Omit<OptionalBackend, "load"> = {
  name: SERVICE_BACKEND,
  packageName: "@keyed-store/backend-postgres",
  place: "service",
  getInstallCommand: () => formatInstallCommand("@keyed-store/backend-postgres pg@8"),
};

/** Its provider, or one that says what to install. */
export async function loadPostgresProvider({ connectionString, schema }: ServiceLocation): Promise<BackendProvider> {
  try {
    const { postgresProvider } = await import("@keyed-store/backend-postgres");
    return postgresProvider({ connectionString, ...(schema === undefined ? {} : { schema }) });
  } catch (cause) {
    if (isKeyedStoreError(cause)) throw cause;
    return createUnavailableProvider(POSTGRES_BACKEND, cause);
  }
}
