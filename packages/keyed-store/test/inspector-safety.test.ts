import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { type Answer, ask, askRaw, type Question } from "./support/inspector/ask.js";
import { type Inspector, startInspector } from "./support/inspector/start.js";
import { readStoreFiles } from "./support/inspector/store-files.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();
const SECRET = "the value that nobody may see";
const [backend = "wasm"] = backends;

/** A store with one entry, and what looks into it. */
async function start(
  ...flags: readonly string[]
): Promise<Inspector & { readonly directory: string; readonly before: Readonly<Record<string, string>> }> {
  const directory = scratchDirectory();
  await ok(on(backend, directory), "set", "o", "n", "k", JSON.stringify(SECRET));
  const before = readStoreFiles(directory);
  return { ...(await startInspector(directory, "--backend", backend, ...flags)), directory, before };
}

/** A request that would be answered, but for what is to be attacked. */
const rightful = ({ origin, token }: Inspector): Question & { readonly headers: Record<string, string> } => ({
  method: "POST",
  path: "/api/overview",
  headers: { origin, "content-type": "application/json", authorization: `Bearer ${token}` },
  body: "{}",
});

/** Nothing of the store is in it, nor the key to it, and no other page may read it. */
function expectNothing({ headers, text }: Answer, { token }: Inspector): void {
  expect(text).not.toContain(token);
  expect(text).not.toContain("keyed-store-command");
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
}

describe("the inspector under attack", () => {
  it("DNS rebinding: another Host is refused on every method and path, before all else", async () => {
    const inspector = await start();
    const { port } = inspector;
    expect((await ask(port, rightful(inspector))).status).toBe(200);
    const hosts = [
      "evil.example",
      `evil.example:${port}`,
      "127.0.0.1",
      `127.0.0.1:${port + 1}`,
      `localhost.:${port}`,
      `localhost.evil.example:${port}`,
      `127.0.0.1.nip.io:${port}`,
      `0.0.0.0:${port}`,
      `user@127.0.0.1:${port}`,
      `LOCALHOST:${port}`,
    ];
    for (const host of hosts) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
        for (const path of ["/", "/api/overview", "/api/token", "/favicon.ico"]) {
          const { headers, body = "" } = rightful(inspector);
          const answer = await ask(port, {
            method,
            path,
            headers: { ...headers, host, origin: `http://${host}` },
            body,
          });
          expect({ host, method, path, status: answer.status }).toEqual({ host, method, path, status: 421 });
          expectNothing(answer, inspector);
        }
      }
    }
    for (const host of [`localhost:${port}`, `[::1]:${port}`, `127.0.0.1:${port}`])
      expect((await ask(port, { headers: { host } })).status).toBe(200);
  });

  it("a Host that is missing or there twice is refused", async () => {
    const inspector = await start();
    const { port } = inspector;
    const heads = [
      "GET / HTTP/1.0\r\n\r\n",
      "GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
      `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nhost: evil.example\r\nconnection: close\r\n\r\n`,
      `GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`,
    ];
    for (const head of heads) expect(await askRaw(port, head)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it("CSRF by fetch: a foreign Origin, none, or another site's request is refused, although the token is right", async () => {
    const inspector = await start("--write");
    const right = rightful(inspector);
    const { origin: _, ...withoutOrigin } = right.headers;
    const attempts: Record<string, string>[] = [
      withoutOrigin,
      ...[
        "null",
        "http://evil.example",
        `http://localhost:${inspector.port}`,
        `https://127.0.0.1:${inspector.port}`,
        "http://127.0.0.1",
        `http://127.0.0.1:${inspector.port + 1}`,
        `${inspector.origin}/`,
      ].map((origin) => ({ ...right.headers, origin })),
      ...["cross-site", "same-site", "none", "anything"].map((site) => ({ ...right.headers, "sec-fetch-site": site })),
    ];
    for (const headers of attempts) {
      const answer = await ask(inspector.port, { ...right, headers });
      expect({ headers, status: answer.status }).toEqual({ headers, status: 403 });
      expectNothing(answer, inspector);
    }
    for (const site of ["cross-site", "same-site"])
      expect((await ask(inspector.port, { headers: { "sec-fetch-site": site } })).status).toBe(403);
    const preflight = await ask(inspector.port, {
      ...right,
      method: "OPTIONS",
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(403);
    expectNothing(preflight, inspector);
  });

  it("CSRF by form: nothing but a POST of JSON is taken", async () => {
    const inspector = await start("--write");
    const right = rightful(inspector);
    for (const type of [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "application/json, text/plain",
    ])
      expect(
        (await ask(inspector.port, { ...right, headers: { ...right.headers, "content-type": type } })).status,
      ).toBe(415);
    for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
      expect((await ask(inspector.port, { ...right, method })).status).toBe(405);
  });

  it("a token that is guessed, cut, sent as a cookie or in the address is none; the page has none in it", async () => {
    const inspector = await start();
    const { token, port } = inspector;
    const { authorization: _, ...headers } = rightful(inspector).headers;
    const guesses = [
      {},
      ...["", token.slice(0, -1), `${token}x`, token.toLowerCase(), "undefined", "null"].map((guess) => ({
        authorization: `Bearer ${guess}`,
      })),
      { cookie: `token=${token}` },
      { authorization: token },
    ];
    for (const guess of guesses) {
      for (const operation of ["overview", "entries", "entry", "live", "export", "backup", "put", "nothing"]) {
        const answer = await ask(port, {
          ...rightful(inspector),
          path: `/api/${operation}`,
          headers: { ...headers, ...guess },
        });
        expect({ guess, operation, status: answer.status }).toEqual({ guess, operation, status: 401 });
        expectNothing(answer, inspector);
      }
    }
    for (const path of [`/${token}`, `/?token=${token}`, `/api/overview?token=${token}`])
      expect((await ask(port, { path, headers })).status).toBe(404);
    for (const code of [token, "", {}, null])
      expect((await inspector.call("token", { code }, { authorization: "" })).status).toBe(401);
    const page = await ask(port, {});
    expect(page.status).toBe(200);
    expectNothing(page, inspector);
  });

  it("every answer forbids to keep, frame, guess at and read it, and to say where it came from", async () => {
    const inspector = await start();
    const right = rightful(inspector);
    const answers = [
      await ask(inspector.port, {}),
      await ask(inspector.port, right),
      await ask(inspector.port, { path: "/none" }),
      await ask(inspector.port, { headers: { host: "evil" } }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'/),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
    }
    const policy = String(answers[0]?.headers["content-security-policy"]);
    expect(policy).toMatch(/script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'/);
    expect(policy).toContain("form-action 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(answers[0]?.text.length).toBeLessThan(60_000);
  });

  it("path tricks lead nowhere", async () => {
    const inspector = await start("--reveal");
    const right = rightful(inspector);
    const paths = [
      "/../../../../etc/passwd",
      "/api/../api/overview",
      "/api/overview/",
      "/api/overview?x",
      "/api//overview",
      "//evil.example/",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/api/constructor",
      "/api/__proto__",
      "/state.sqlite",
      "/index.html",
      "/api/",
      `/${"a".repeat(5000)}`,
    ];
    for (const path of paths) {
      const statuses = [
        (await ask(inspector.port, { ...right, path })).status,
        (await ask(inspector.port, { path })).status,
      ];
      for (const status of statuses)
        expect({ path, isRefused: [404, 405, 414].includes(status) }).toEqual({ path, isRefused: true });
    }
    const bad = { owner: "o", namespace: "../../n", order: "newest" };
    expect((await inspector.call("entries", bad)).status).toBe(400);
    for (const input of [
      [],
      { owner: {} },
      { owner: "o" },
      { owner: "o", namespace: "n", order: "constructor" },
      { __proto__: null, owner: "o", namespace: "n", order: "newest", after: "x" },
    ])
      expect((await inspector.call("entries", input)).status).toBe(400);
  });

  it("an endless body is cut off, and the next request is answered", async () => {
    const inspector = await start("--write");
    const { port, origin, token } = inspector;
    const head = (operation: string, type: string): string =>
      `POST /api/${operation} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${origin}\r\ncontent-type: ${type}\r\nauthorization: Bearer ${token}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => undefined);
    const ended = new Promise((resolve) => socket.on("close", resolve));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    socket.write(head("overview", "application/json"));
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    let sent = 0;
    const feed = (): void => {
      while (!socket.destroyed && socket.write(chunk)) sent += 65_536;
    };
    socket.on("drain", feed);
    feed();
    await ended;
    expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    expect((await inspector.call("overview")).status).toBe(200);
  });

  it("1,000 connections: most are turned away, and when they leave the page is there as before", async () => {
    const inspector = await start();
    const open: Socket[] = [];
    const settled = Array.from({ length: 1_000 }, () => {
      const socket = connect({ host: "127.0.0.1", port: inspector.port });
      socket.on("error", () => undefined);
      open.push(socket);
      return once(socket, "connect").catch(() => undefined);
    });
    await Promise.all(settled);
    const turnedAway = (): number => open.filter(({ destroyed, readableEnded }) => destroyed || readableEnded).length;
    for (const socket of open) socket.resume();
    await expect.poll(turnedAway, { timeout: 60_000 }).toBeGreaterThanOrEqual(900);
    const gone = open.flatMap((socket) => (socket.destroyed ? [] : [once(socket, "close")]));
    for (const socket of open) socket.destroy();
    await Promise.all(gone);
    await expect
      .poll(
        () =>
          inspector.call("overview").then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200);
  });

  it("WebSocket: an upgrade is no way around", async () => {
    const inspector = await start();
    const upgrade = (origin: string): string =>
      `GET /api/live HTTP/1.1\r\nhost: 127.0.0.1:${inspector.port}\r\norigin: ${origin}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n`;
    expect(await askRaw(inspector.port, upgrade("http://evil.example"))).toMatch(/^HTTP\/1\.1 403 /);
    expect(await askRaw(inspector.port, upgrade(inspector.origin))).toMatch(/^HTTP\/1\.1 405 /);
  });

  it("it listens on no address that others reach", async ({ skip }) => {
    const outer = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4");
    if (outer === undefined) return skip("this machine has no other address");
    const { port } = await start();
    const socket = connect({ host: outer.address, port });
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});

describe("what the inspector is not allowed", () => {
  it("without --write nothing can be changed, and nothing is", async () => {
    const inspector = await start("--reveal");
    const entry = { owner: "o", namespace: "n", key: "k", version: 1 };
    const calls: [string, object][] = [
      ["put", { ...entry, text: "1" }],
      ["expire", { ...entry, ttlMs: null }],
      ["delete", entry],
      ["clear", { owner: "o", namespace: "n", prefix: "", seen: 1 }],
      ["sweep", {}],
    ];
    for (const [operation, input] of calls) {
      const answer = await inspector.call(operation, input);
      expect({ operation, status: answer.status }).toEqual({ operation, status: 403 });
      expect(answer.text).toContain("--write");
    }
    const line = JSON.stringify({ owner: "o", namespace: "n", key: "k2", value: 1, createdAt: 1 });
    const imported = await ask(inspector.port, {
      ...rightful(inspector),
      path: "/api/import",
      headers: { ...rightful(inspector).headers, "content-type": "application/x-ndjson" },
      body: line,
    });
    expect(imported.status).toBe(403);
    await inspector.end();
    expect(readStoreFiles(inspector.directory)).toEqual(inspector.before);
  });

  it("without --reveal no value leaves the process, whatever is asked", async () => {
    const inspector = await start("--write");
    const entry = { owner: "o", namespace: "n", key: "k" };
    const calls: [string, object][] = [
      ["overview", {}],
      ["entries", { ...entry, order: "newest" }],
      ["tree", { ...entry, prefix: "", delimiter: ":" }],
      ["entry", entry],
      ["put", { ...entry, version: 4711, text: "1" }],
      ["expire", { ...entry, version: 1, ttlMs: null }],
      ["export", {}],
      ["backup", {}],
      ["sessions", {}],
      ["put", { ...entry, version: 1, text: `{"a": "${SECRET}", }` }],
    ];
    for (const [operation, input] of calls) {
      const { text } = await inspector.call(operation, input);
      expect(text).not.toContain(SECRET);
    }
    const { out, err } = await inspector.end();
    expect(out + err).not.toContain(SECRET);
  });
});
