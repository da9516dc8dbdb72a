import { connect } from "node:net";
import { hostGlobals } from "@keyed-store/core";
import { getErrnoName } from "../../../files/file-error.js";
import { type ConnectResult, toConnectResult } from "./connect-result.js";

/** A connection to another session's pulse, or an attempt to make one. It keeps no process alive. */
export interface PeerConnection {
  /** The result of the attempt; undefined while it is not known. */
  readonly result: ConnectResult | undefined;
  /** Whether the event loop has turned since it was made, so that an answer could have come. */
  readonly hadTurn: boolean;
  /** When it was made, on the clock that it was given. */
  readonly startedAt: number;
  /** Resolves when the answer is there. Until then, it keeps the process alive. */
  whenAnswered(): Promise<void>;
  disconnect(): void;
}

/** Connects to an address, now. `onEnd` gets the result when the connection has ended, or could not be made. */
export function connectToPeer(
  socketAddress: string,
  startedAtMonotonicMs: number,
  onConnectionEnd: (answer: ConnectResult) => void,
): PeerConnection {
  const socket = connect(socketAddress);
  let answer: ConnectResult | undefined;
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
    answer ??= toConnectResult(getErrnoName(error));
  });
  socket.on("close", () => {
    settle();
    onConnectionEnd(answer ?? "unclear");
  });
  return {
    get result() {
      return answer;
    },
    get hadTurn() {
      return hadTurn;
    },
    startedAt: startedAtMonotonicMs,
    whenAnswered() {
      if (answer === undefined) socket.ref();
      return known.then(() => void socket.unref());
    },
    disconnect: () => void socket.destroy(),
  };
}
