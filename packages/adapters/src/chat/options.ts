import { checkOptions } from "@keyed-store/core";
import { checkPlace, type Place } from "../shared/check-place.js";

/** Whose data the Chat SDK's state is. */
export interface ChatStateOptions {
  /** The owner of the namespaces `subscriptions`, `locks`, `values` and `queues` (KS-NAME-2). Default `chat`. Bots that share a store need one each. */
  readonly owner?: string | undefined;
}

/** Where each kind of state is kept. */
export interface ChatPlaces {
  readonly subscriptions: Place;
  readonly locks: Place;
  readonly values: Place;
  readonly queues: Place;
}

/** The options, checked, as the namespaces that they mean. */
export function parseChatStateOptions(options: unknown, operation: string): ChatPlaces {
  const checked = checkOptions(options, ["owner"], "chat state options", operation);
  const place = (namespace: string): Place => checkPlace(checked, { owner: "chat", namespace }, operation);
  return {
    subscriptions: place("subscriptions"),
    locks: place("locks"),
    values: place("values"),
    queues: place("queues"),
  };
}
