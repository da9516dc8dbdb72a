import { connect } from "node:net";
import { hostGlobals } from "@keyed-store/core";
import { errnoOf } from "../../files/file-error.js";
import { type ConnectAnswer, toConnectAnswer } from "./connect-answer.js";

/** A connection to another session's pulse, or an attempt to make one. It keeps no process alive. */
export interface PeerConnection {
  /** The result of the attempt; undefined while it is not known. */
  readonly answer: ConnectAnswer | undefined;
  /** Whether the event loop has turned since it was made, so that an answer could have come. */
  readonly hadTurn: boolean;
  /** When it was made, on the clock that it was given. */
  readonly since: number;
  /** Resolves when the answer is there. Until then, it keeps the process alive. */
  whenAnswered(): Promise<void>;
  hangUp(): void;
}

/** Connects to an address, now. `onEnd` gets the result when the connection has ended, or could not be made. */
export function connectToPeer(address: string, since: number, onEnd: (answer: ConnectAnswer) => void): PeerConnection {
  const socket = connect(address);
  let answer: ConnectAnswer | undefined;
  let hadTurn = false;
  let settle = (): void => {};
  const known = new Promise<void>((resolve) => {
    settle = resolve;
  });
  hostGlobals.setImmediate(() => {
    hadTurn = true;
  });
  socket.unref();
  socket.resume();
  socket.on("connect", () => {
    answer = "connected";
    settle();
  });
  socket.on("error", (error) => {
    answer ??= toConnectAnswer(errnoOf(error));
  });
  socket.on("close", () => {
    settle();
    onEnd(answer ?? "unclear");
  });
  return {
    get answer() {
      return answer;
    },
    get hadTurn() {
      return hadTurn;
    },
    since,
    whenAnswered() {
      if (answer === undefined) socket.ref();
      return known.then(() => void socket.unref());
    },
    hangUp: () => void socket.destroy(),
  };
}
