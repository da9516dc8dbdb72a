import { createServer } from "node:http";

/**
 * A server of Node's own with a limiter of rate-limiter-flexible for each client, by the header `client`.
 *
 * @param {import("./serve.mjs").Limits} limits
 */
export async function start({ store, onError }) {
  const server = createServer((request, response) => {
    /** @param {number} status */
    const answer = (status) => void response.writeHead(status).end();
    store.consume(String(request.headers["client"])).then(
      () => answer(200),
      (/** @type {unknown} */ reason) => {
        // The host rejects with an answer, and no error, when it is too much.
        if (reason instanceof Error) onError?.(reason);
        answer(reason instanceof Error ? 500 : 429);
      },
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    close: () =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        })
      ),
  };
}
