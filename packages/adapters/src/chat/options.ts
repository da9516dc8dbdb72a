import { checkOptions } from "@keyed-store/core";
import { parseOwner } from "../shared/parse-names.js";

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
  return parseOwner(owner, operation);
}
