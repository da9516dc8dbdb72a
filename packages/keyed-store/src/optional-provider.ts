import { type BackendProvider, KeyedStoreError } from "@keyed-store/core";

const PACKAGE = "@keyed-store/backend-native";
const INSTALL = `npm install ${PACKAGE} better-sqlite3`;

/** What the optional peer exports. */
type NativePackage = typeof import("@keyed-store/backend-native");

/**
 * The provider of the optional peer `@keyed-store/backend-native`. Where that package is not installed, the answer is a
 * provider of the same name whose `check` says what to type; so selection tells it like any other refusal.
 */
export async function nativeProvider(
  load: () => Promise<NativePackage> = () => import("@keyed-store/backend-native"),
): Promise<BackendProvider> {
  try {
    return (await load()).nativeProvider();
  } catch (cause) {
    return absentProvider(cause);
  }
}

function absentProvider(cause: unknown): BackendProvider {
  const refuse = (): never => {
    const details = { operation: "open", backend: "native", cause };
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", reasonOf(cause), details);
  };
  return { name: "native", check: refuse, load: refuse };
}

function reasonOf(cause: unknown): string {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
  return missing && cause.message.includes(`'${PACKAGE}'`)
    ? `The package ${PACKAGE} is not installed; where it is wanted: ${INSTALL}`
    : `The package ${PACKAGE} is installed but could not be imported; to install it again: ${INSTALL}`;
}
