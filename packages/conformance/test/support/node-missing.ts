import { nodeProvider } from "@keyed-store/backend-node";

/** Why `node:sqlite` cannot be used by this Node; `undefined` where it can. */
export const nodeMissing: string | undefined = await reason();

async function reason(): Promise<string | undefined> {
  try {
    const provider = nodeProvider();
    provider.check();
    await provider.load();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
