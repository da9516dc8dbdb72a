import { nativeProvider } from "@keyed-store/backend-native";
import { whyMissing } from "./why-missing.js";

/** Why the native engine cannot run here; `undefined` where it can. It is optional, and so are the tests that need it. */
export const nativeMissing: string | undefined = await whyMissing(nativeProvider());
