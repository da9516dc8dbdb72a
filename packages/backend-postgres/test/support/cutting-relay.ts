import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Where a connection is cut: before what the client sends reaches the server, within the server's answer, after it and before the client has it,
 * or so that what the client sent reaches the server only when the client is long gone.
 */
export type Cut = "before" | "within" | "after" | "late";

/** A relay before a server that cuts connections. */
export interface CuttingRelay {
  /** The directory of its socket. */
  readonly host: string;
  /** Cuts the connection at the `nth` piece that a client sends from now on, counted from 1. */
  arm(cut: Cut, nth: number): void;
  /** How many connections were cut, by kind. */
  readonly cuts: Readonly<Record<Cut, number>>;
  close(): Promise<void>;
}

const SOCKET_NAME = ".s.PGSQL.5432";
/** In real time, since a network is played to a real server. So long what is late is held back: another connection has sent the same meanwhile, or is about to. */
const LATE_MS = 15;

/** Starts a relay before the server whose socket is in `serverDirectory`. */
export async function startCuttingRelay(serverDirectory: string): Promise<CuttingRelay> {
  const host = await mkdtemp(join(tmpdir(), "ks-relay-"));
  const cuts: Record<Cut, number> = { before: 0, within: 0, after: 0, late: 0 };
  let armed: { readonly cut: Cut; left: number } | undefined;
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = createConnection(join(serverDirectory, SOCKET_NAME));
    let cutting: Cut | undefined;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {}); // of a connection that was cut
      socket.on("close", () => sockets.delete(socket));
    }
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (bytes) => {
      if (armed !== undefined && cutting === undefined && --armed.left <= 0) {
        cutting = armed.cut;
        armed = undefined;
        cuts[cutting] += 1;
      }
      if (cutting === "before") {
        end();
      } else if (cutting === "late") {
        client.destroy();
        setTimeout(() => upstream.write(bytes), LATE_MS);
      } else {
        upstream.write(bytes);
      }
    });
    upstream.on("data", (bytes) => {
      if (cutting === undefined) client.write(bytes);
      else if (cutting === "within") client.write(bytes.subarray(0, bytes.length >> 1), end);
      else end(); // "after"; or the answer to what was late
    });
    client.on("close", () => {
      if (cutting !== "late") upstream.destroy();
    });
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(join(host, SOCKET_NAME), resolve));
  return {
    host,
    cuts,
    arm(cut, nth) {
      armed = { cut, left: nth };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(host, { recursive: true, force: true });
    },
  };
}
