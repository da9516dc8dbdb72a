import type { HostTimer } from "@keyed-store/core";
import type { Broadcast } from "../opfs/broadcast.js";
import type { Timing } from "./timing.js";

/** A number that tells one session of a store from all others. */
type SessionId = string;

/** What the sessions of a store say to each other. Nothing that must be right depends on it: a message that is lost costs time. */
interface Message {
  readonly kind: "waiting" | "wait-over" | "present" | "changed";
  readonly from: SessionId;
}

/** By this the sessions of one store reach each other. */
export interface Doorbell {
  /** Whether another session waits, as far as it was heard lately. */
  readonly isRung: boolean;
  /** Whether the session that is in has answered since this one began to wait. */
  readonly isAnswered: boolean;
  /** How many times others said that they have changed the store. */
  readonly changesHeard: number;
  /** Says that this session waits; again and again as long as it does. */
  ring(): void;
  /** Says that it waits no longer. */
  endRinging(): void;
  /** Says that the store has changed; what happens in a short time is said once. */
  tellOfChange(): void;
  close(): void;
}

/** What a doorbell works with. */
export interface DoorbellOptions {
  readonly channel: Broadcast;
  readonly id: SessionId;
  readonly timing: Timing;
  /** Whether this session is in, and so is the one to answer. */
  isIn(): boolean;
  /** Called when another session waits for this one to leave. */
  onRing(): void;
}

/** Whoever waits rings four times a second. One that was not heard for so long is gone, or has given up. */
const HEARD_FOR_MS = 700;

/** So late at most others hear of a change. */
const TELL_EVERY_MS = 50;

/** The doorbell of one session. */
export function createDoorbell({ channel, id, timing, isIn, onRing }: DoorbellOptions): Doorbell {
  const heardAt = new Map<SessionId, number>();
  let isRinging = false;
  let isAnswered = false;
  let changesHeard = 0;
  let telling: HostTimer | undefined;

  const post = (kind: Message["kind"]): void => channel.postMessage({ kind, from: id } satisfies Message);

  channel.addEventListener("message", ({ data }) => {
    const { kind, from } = data as Message; // what other sessions post, perhaps those of a later version
    switch (kind) {
      case "waiting":
        heardAt.set(from, timing.monotonicNow());
        if (!isIn()) return;
        post("present");
        onRing();
        return;
      case "wait-over":
        heardAt.delete(from);
        return;
      case "present":
        isAnswered ||= isRinging;
        return;
      case "changed":
        changesHeard += 1;
    }
  });

  return {
    get isRung() {
      const now = timing.monotonicNow();
      for (const [from, at] of heardAt) if (now - at > HEARD_FOR_MS) heardAt.delete(from);
      return heardAt.size > 0;
    },
    get isAnswered() {
      return isAnswered;
    },
    get changesHeard() {
      return changesHeard;
    },
    ring() {
      if (!isRinging) isAnswered = false;
      isRinging = true;
      post("waiting");
    },
    endRinging() {
      isRinging = false;
      post("wait-over");
    },
    tellOfChange() {
      telling ??= timing.setTimeout(() => {
        telling = undefined;
        post("changed");
      }, TELL_EVERY_MS);
    },
    close() {
      if (telling !== undefined) post("changed");
      timing.clearTimeout(telling);
      channel.close();
    },
  };
}
