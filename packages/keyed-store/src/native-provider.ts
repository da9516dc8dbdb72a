import { type BackendProvider, KeyedStoreError } from "@keyed-store/core";

const PACKAGE = "@keyed-store/backend-native";

/**
 * The provider of the optional peer `@keyed-store/backend-native`. Where that package is not installed, the answer is a
 * provider of the same name whose `check` says what to install; so selection tells it like any other refusal.
 */
export async function nativeProvider(): Promise<BackendProvider> {
  try {
    const native = await import("@keyed-store/backend-native");
    return native.nativeProvider();
  } catch (cause) {
    return absentProvider(cause);
  }
}

function absentProvider(cause: unknown): BackendProvider {
  const refuse = (): never => {
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", reasonOf(cause), { operation: "open", backend: "native", cause });
  };
  return { name: "native", check: refuse, load: refuse };
}

function reasonOf(cause: unknown): string {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
  return missing && cause.message.includes(PACKAGE)
    ? `The package ${PACKAGE} is not installed. To use it: npm install ${PACKAGE} better-sqlite3`
    : `The package ${PACKAGE} is installed but could not be imported; install it again: npm install ${PACKAGE} better-sqlite3`;
}
