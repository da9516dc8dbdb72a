import type { LiveEvent, WatchRequest } from "./protocol.js";
import { CallError, type ServerClient } from "./server-client.js";

/** So long after a break the page asks again. */
const RETRY_MS = 2_000;

/** What comes from the server as it happens. */
export interface LiveFeed {
  /** Follows what is shown now. */
  renew(): void;
}

/** What {@link createLiveFeed} takes. */
export interface LiveFeedOptions {
  readonly client: ServerClient;
  readonly getWatchRequest: () => WatchRequest;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onConnectionState: (text: string) => void;
}

/**
 * Makes the feed of a tab. A tab that nobody sees follows nothing, so that it costs nothing, and takes none of the few connections that a
 * browser has for a server.
 */
export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const { client, getWatchRequest, onEvent, onConnectionState } = options;
  let current = new AbortController();

  function renew(): void {
    current.abort();
    current = new AbortController();
    if (!document.hidden) void follow(current.signal);
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let isFirst = true;
    try {
      await client.follow(getWatchRequest(), signal, (event) => {
        if (isFirst) onConnectionState("live");
        isFirst = false;
        onEvent(event);
      });
    } catch (error) {
      if (signal.aborted) return;
      onConnectionState(
        error instanceof CallError && error.failure.condition === "closed" ? "the inspector has ended" : "not live",
      );
    }
    if (signal.aborted) return;
    setTimeout(() => {
      if (signal.aborted) return;
      renew();
    }, RETRY_MS);
  }

  document.addEventListener("visibilitychange", renew);
  return { renew };
}
