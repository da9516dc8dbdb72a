import { nativeProvider } from "@keyed-store/backend-native";

/** Why the native engine cannot run here; `undefined` where it can. It is optional, and so are the tests that need it. */
export const nativeMissing: string | undefined = await reason();

async function reason(): Promise<string | undefined> {
  try {
    const provider = nativeProvider();
    provider.check();
    await provider.load();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
