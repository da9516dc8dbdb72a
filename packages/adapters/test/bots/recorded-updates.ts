/** Messages as Telegram's servers send them, in the order in which they came. */
export function recordUpdates(chats: readonly number[]): readonly RecordedUpdate[] {
  return chats.map((chat, index) => ({
    update_id: 870_000_000 + index,
    message: {
      message_id: 10 + index,
      date: 1_763_900_000 + index,
      text: "hello",
      chat: { id: chat, type: "private" as const, first_name: "Ada" },
      from: { id: chat, is_bot: false, first_name: "Ada" },
    },
  }));
}

/** A text message from a private chat. */
export interface RecordedUpdate {
  readonly update_id: number;
  readonly message: {
    readonly message_id: number;
    readonly date: number;
    readonly text: string;
    readonly chat: { readonly id: number; readonly type: "private"; readonly first_name: string };
    readonly from: { readonly id: number; readonly is_bot: boolean; readonly first_name: string };
  };
}

/** Who the bot is, so that it need not ask. */
export const BOT_INFO = {
  id: 42,
  is_bot: true as const,
  first_name: "Counter",
  username: "counter_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
};
