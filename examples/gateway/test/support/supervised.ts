import { type GatewayProcess, type StartOptions, startProcess } from "./gateway-process.js";

/** An instance that is started again whenever it was killed. */
export interface Supervised {
  /** The instance that runs, or the next one once it does. */
  running(): Promise<GatewayProcess>;
  /** Kills it, does something, and starts it again; resolves when it is up. */
  restart(between: () => Promise<void>): Promise<void>;
}

/** Starts an instance under supervision. */
export async function startSupervised(options: StartOptions): Promise<Supervised> {
  let lives = 0;
  const start = (): Promise<GatewayProcess> => {
    lives += 1;
    return startProcess({ ...options, instance: `${options.instance}${lives}` });
  };
  let current = start();
  await current;
  return {
    running: () => current,
    async restart(between) {
      const last = await current;
      current = last.kill().then(between).then(start);
      await current;
    },
  };
}
