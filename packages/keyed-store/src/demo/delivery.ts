/** Somebody wrote something in a thread. */
export interface MessageEvent {
  readonly type: "message";
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly user: string;
  readonly text: string;
  readonly mentionsBot: boolean;
}

/** The bot showed buttons, to be used once, by one person, in time. */
export interface ButtonsEvent {
  readonly type: "buttons";
  readonly id: string;
  readonly channel: string;
  readonly owner: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly ttlMs: number;
}

/** Somebody pressed a button. */
export interface PressEvent {
  readonly type: "press";
  readonly id: string;
  readonly channel: string;
  readonly user: string;
  readonly button: string;
}

/** A dangerous action waits for a person. */
export interface ApprovalEvent {
  readonly type: "approval";
  readonly id: string;
  readonly channel: string;
  readonly approval: string;
  readonly tool: string;
  readonly ttlMs: number;
}

/** A person decided; where the gateway was away, the decision could not be passed on and has to be made again. */
export interface DecisionEvent {
  readonly type: "decision";
  readonly id: string;
  readonly channel: string;
  readonly approval: string;
  readonly user: string;
  readonly decision: string;
  readonly gateway: "ok" | "unavailable";
}

/** Somebody came into a channel, perhaps not for the first time. */
export interface JoinEvent {
  readonly type: "join";
  readonly id: string;
  readonly channel: string;
  readonly user: string;
}

/** What a chat service tells a bot. */
export type ChatEvent = MessageEvent | ButtonsEvent | PressEvent | ApprovalEvent | DecisionEvent | JoinEvent;

/** One attempt of the source to hand over an event. */
export interface Delivery {
  /** When it arrived, in milliseconds since the epoch. */
  readonly at: number;
  readonly event: ChatEvent;
}

/** A recorded stream: deliveries in the order of their arrival, and before which of them the receiver was restarted. */
export interface RecordedDeliveries {
  readonly deliveries: readonly Delivery[];
  readonly restarts: ReadonlySet<number>;
}
