import { checkOptions } from "@keyed-store/core";
import { parseOwner } from "../shared/parse-names.js";

/** Whose data the Chat SDK's state is. */
export interface ChatSdkStateOptions {
  /**
   * The owner of the namespaces `subscriptions`, `locks`, `values` and `queues` (KS-NAME-2). Default `chat`. Bots that share a
   * store need one each.
   */
  readonly owner?: string | undefined;
}

/** The owner that the options name. */
export function parseChatSdkStateOwner(options: unknown, operationName: string): string {
  const { owner = "chat" } = checkOptions(options, ["owner"], `${operationName} options`, operationName);
  return parseOwner(owner, operationName);
}
