/** What Slack's Bolt asks of its `convoStore`. */
export interface ConversationStore<T> {
  /** Writes the state of a conversation, until `expiresAt` (milliseconds since the epoch) where that is given. */
  set(conversationId: string, value: T, expiresAt?: number): Promise<void>;
  /** The state of a conversation; rejects as `Conversation not found` where there is none. */
  get(conversationId: string): Promise<T>;
}
