import { expect, it } from "vitest";
import { onEachBackend } from "./http/backends.js";
import { startExample } from "./http/start-example.js";
import { installExample } from "./support/example-program.js";
import { makeDirectory } from "./support/make-directory.js";

/** Only ends what hangs: several processes start, on whatever machine. */
const SLOW_MS = 600_000;

/** A client of the example, which keeps its one cookie. */
function openClient(): (method: string, url: string) => Promise<[status: number, body: unknown]> {
  let cookie = "";
  return async (method, url) => {
    const response = await fetch(url, { method, headers: { cookie } });
    cookie = /^[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? cookie;
    const text = await response.text();
    return [response.status, text.startsWith("{") ? JSON.parse(text) : text];
  };
}

onEachBackend("examples/adapters/express: two servers on one directory act as one", (backend) => {
  it(
    "sessions, the limit and the cache are there for both, and after kill -9",
    async () => {
      const directory = installExample("express");
      const environment = { KEYED_STORE_DIR: makeDirectory(), KEYED_STORE_BACKEND: backend };
      const one = await startExample(directory, environment);
      const two = await startExample(directory, environment);
      const ada = openClient();
      expect(await ada("GET", `${one.url}/me`)).toEqual([200, { name: null }]);
      expect(await ada("POST", `${one.url}/login/ada`)).toEqual([200, { name: "ada" }]);
      expect(await ada("GET", `${two.url}/me`)).toEqual([200, { name: "ada" }]);

      const [status, quote] = await ada("GET", `${one.url}/quote`);
      expect(status).toBe(200);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => openClient()("GET", `${(index % 2 ? one : two).url}/quote`)),
      );
      expect(answers.filter(([status]) => status === 200)).toEqual(Array.from({ length: 4 }, () => [200, quote]));
      expect(answers.filter(([status]) => status === 429)).toHaveLength(16);

      await Promise.all([one.kill(), two.kill()]);
      const three = await startExample(directory, environment);
      expect(await ada("GET", `${three.url}/me`)).toEqual([200, { name: "ada" }]);
      expect((await ada("GET", `${three.url}/quote`))[0]).toBe(429);
      expect(await ada("POST", `${three.url}/logout`)).toEqual([200, { name: null }]);
      expect(await ada("GET", `${three.url}/me`)).toEqual([200, { name: null }]);
    },
    SLOW_MS,
  );
});
