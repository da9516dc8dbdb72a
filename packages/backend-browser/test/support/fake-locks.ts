import type { WebLocks } from "../../src/opfs/web-locks.js";
import { exception } from "./fake-files.js";

interface LockRequest {
  readonly name: string;
  readonly grant: () => void;
  readonly lose: (error: unknown) => void;
}

/** Locks as browsers have them, within one test. */
export interface FakeLocks extends WebLocks {
  /** How many have or want a lock. */
  readonly requests: readonly LockRequest[];
  /** Takes the lock away from whoever has it, as WebKit does with pages that it puts aside. */
  takeAway(): void;
}

/** No locks. */
export function createFakeLocks(): FakeLocks {
  const requests: LockRequest[] = [];

  function end(request: LockRequest): void {
    const at = requests.indexOf(request);
    if (at < 0) return;
    requests.splice(at, 1);
    if (at === 0) requests[0]?.grant();
  }

  return {
    requests,
    request(name, { signal }, whileHeld) {
      return new Promise<void>((resolve, reject) => {
        let isGranted = false;
        const request: LockRequest = {
          name,
          grant() {
            isGranted = true;
            // Not on this stack, as in a browser.
            void Promise.resolve()
              .then(whileHeld)
              .then(resolve, reject)
              .finally(() => end(request));
          },
          lose: reject,
        };
        signal.addEventListener("abort", () => {
          if (isGranted) return;
          end(request);
          reject(exception("AbortError"));
        });
        requests.push(request);
        if (requests.length === 1) request.grant();
      });
    },
    query: async () => ({ held: requests.slice(0, 1).map(({ name }) => ({ name, clientId: "client-1" })) }),
    takeAway() {
      const [holder] = requests;
      if (holder === undefined) return;
      holder.lose(exception("AbortError"));
      end(holder);
    },
  };
}
