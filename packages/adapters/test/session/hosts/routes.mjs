/*
 * What the servers of these tests answer, whatever their host: `/login?name=a` begins a session, `/me` says whose it is,
 * `/logout` ends it, `/slow-logout-race` does nothing. A host's own error is 500.
 */

/**
 * A server that listens.
 *
 * @typedef {{ readonly port: number, close(): Promise<void> }} Listening
 */

/**
 * How a server is made.
 *
 * @typedef {object} Settings
 * @property {any} [store] the adapter; the host's own memory where absent
 * @property {number} [maxAgeMs] of the cookie; it ends with the browser where absent
 * @property {(error: unknown) => void} [onError] is told of what the host makes 500 of
 */

export const SECRET = "a secret of these tests alone, which is long enough";

/**
 * Listens, and gives the port.
 *
 * @param {import("node:http").Server} server
 * @returns {Promise<Listening>}
 */
export async function listen(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
