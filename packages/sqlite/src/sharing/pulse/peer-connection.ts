import { connect } from "node:net";
import { hostGlobals } from "@keyed-store/core";
import { errnoOf } from "../../files/file-error.js";
import { type Answer, answerOf } from "./connect-answer.js";

/** A connection to another session's pulse, or an attempt to make one. It keeps no process alive. */
export interface Call {
  /** What became of the attempt; undefined while it is not known. */
  readonly answer: Answer | undefined;
  /** Whether the event loop has turned since it was made, so that an answer could have come. */
  readonly turned: boolean;
  /** When it was made, on the clock that it was given. */
  readonly since: number;
  /** Resolves when the answer is there. Until then, it keeps the process alive. */
  answered(): Promise<void>;
  hangUp(): void;
}

/** Connects to an address, now. `onEnd` is told the answer when the connection has ended, or did not come about. */
export function call(address: string, since: number, onEnd: (answer: Answer) => void): Call {
  const socket = connect(address);
  let answer: Answer | undefined;
  let turned = false;
  let settle = (): void => {};
  const known = new Promise<void>((resolve) => {
    settle = resolve;
  });
  hostGlobals.setImmediate(() => {
    turned = true;
  });
  socket.unref();
  socket.resume();
  socket.on("connect", () => {
    answer = "connected";
    settle();
  });
  socket.on("error", (error) => {
    answer ??= answerOf(errnoOf(error));
  });
  socket.on("close", () => {
    settle();
    onEnd(answer ?? "unclear");
  });
  return {
    get answer() {
      return answer;
    },
    get turned() {
      return turned;
    },
    since,
    answered() {
      if (answer === undefined) socket.ref();
      return known.then(() => void socket.unref());
    },
    hangUp: () => void socket.destroy(),
  };
}
