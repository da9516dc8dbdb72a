import { checkOptions, invalidInputError } from "@keyed-store/core";
import { describeArgument } from "../shared/describe-argument.js";
import type { StoreSource } from "../shared/store-source.js";

/** Whose data the Chat SDK's state is. */
export interface ChatStateOptions {
  /**
   * The owner of the namespaces `subscriptions`, `locks`, `values` and `queues` (KS-NAME-2). Default `chat`. Bots that share a
   * store need one each.
   */
  readonly owner?: string | undefined;
}

/** The owner that the options name. */
export function parseChatStateOptions(options: unknown, operation: string): string {
  const { owner = "chat" } = checkOptions(options, ["owner"], `${operation} options`, operation);
  if (typeof owner === "string" && OWNER.test(owner)) return owner;
  throw invalidInputError(
    operation,
    `owner must be a string of the form ${OWNER.source}, was ${describeArgument(owner)}.`,
  );
}

/** The form of KS-NAME-2. A store checks it too, but one that is opened later does so later. */
const OWNER = /^[A-Za-z0-9@][A-Za-z0-9@._:/-]{0,213}$/;

/**
 * What the adapter was given as its store, where it can be one.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` neither an open store nor a function
 */
export function checkChatStore(source: unknown, operation: string): StoreSource {
  if (typeof source === "function" || (typeof source === "object" && source !== null && "openKeyedStore" in source)) {
    return source as StoreSource; // it looks like one
  }
  throw invalidInputError(
    operation,
    `${operation} takes an open store from openStateStore, or a function that opens one, was ${describeArgument(source)}.`,
  );
}
