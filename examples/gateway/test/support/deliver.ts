import { setTimeout as pause } from "node:timers/promises";
import { post, type Reply } from "./client.js";
import type { Supervised } from "./supervised.js";

/** After a failure that says nothing of when to try again. */
const RETRY_MS = 100;

/**
 * Delivers an event until it is answered with success, as a source does: where nobody answers, to the next life of the instance;
 * where it is in flight, when its lease is over. Gives the run that handled it.
 */
export async function deliver(instance: Supervised, id: string): Promise<string> {
  for (;;) {
    const { url } = await instance.running();
    const reply = await post(url, "inbox/event", { id, text: "hello" }).catch(() => undefined);
    if (reply?.status === 200) return readRunId(reply);
    if (reply === undefined) continue;
    if (reply.status < 500) throw new Error(`${id}: ${JSON.stringify(reply)}`);
    const { retryAfterMs } = reply.body;
    // Leases end in real time, and there is nothing else to be told of it by.
    await pause(typeof retryAfterMs === "number" ? retryAfterMs : RETRY_MS);
  }
}

/** The run that is named in an answer. */
function readRunId({ body: { handled } }: Reply): string {
  if (typeof handled === "object" && handled !== null && "run" in handled && typeof handled.run === "string") {
    return handled.run;
  }
  throw new Error(`no run in ${JSON.stringify(handled)}`);
}
