import { expect, test } from "vitest";
import { hasNative } from "../support/backends.js";
import { describeOnEachBackend } from "../support/each-backend.js";
import { installExample, type RunningProgram, startProgram } from "../support/example-program.js";

const ORIGIN = "http://localhost:3000";
const PASSWORD = "correct horse battery staple";

/** Users are in a database of better-sqlite3's, whatever engine the store has. */
describeOnEachBackend("Better Auth over HTTP", (backend) => {
  test.skipIf(!hasNative)(
    "two servers on one file sign up, sign in, verify, limit and sign out as one, across a kill",
    // It starts three servers, each of which loads all of Better Auth.
    { timeout: 300_000 },
    async () => {
      const directory = installExample("better-auth");
      const first = await startServer(directory, backend);
      const second = await startServer(directory, backend);

      const [ada, bob] = await Promise.all([
        signUpAndIn(first, second, "ada@example.com"),
        signUpAndIn(second, first, "bob@example.com"),
      ]);
      expect(await emailOf(first, ada)).toBe("ada@example.com");
      expect(await emailOf(second, bob)).toBe("bob@example.com");

      // A code is good once, whoever hears it first.
      expect((await first.post("/email-otp/send-verification-otp", codeFor("ada@example.com"))).status).toBe(200);
      const [, otp] = await first.program.line(/code for ada@example\.com: (\d+)/);
      const verified = await Promise.all(
        [first, second, first].map((server) =>
          server.post("/email-otp/verify-email", { email: "ada@example.com", otp }),
        ),
      );
      expect(verified.map(({ status }) => status).sort()).toEqual([200, 400, 400]);

      expect(await first.program.end("SIGKILL")).toBe(null);
      expect(await emailOf(second, ada)).toBe("ada@example.com");
      const third = await startServer(directory, backend);
      expect(await emailOf(third, ada)).toBe("ada@example.com");

      // Five tries in ten minutes, wherever they are made.
      const tries = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? second : third).post(
            "/sign-in/email",
            { email: "ada@example.com", password: "a guess" },
            { "x-forwarded-for": "203.0.113.66" },
          ),
        ),
      );
      expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(tries.filter(({ status }) => status === 429)).toHaveLength(15);

      expect((await third.post("/sign-out", {}, { cookie: ada })).status).toBe(200);
      expect(await emailOf(second, ada)).toBe(undefined);
      expect(await emailOf(third, bob)).toBe("bob@example.com");
      expect(await Promise.all([second, third].map(({ program }) => program.end("SIGTERM")))).toEqual([0, 0]);
    },
  );
});

interface Server {
  readonly program: RunningProgram;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

async function startServer(directory: string, backend: string): Promise<Server> {
  const program = startProgram(directory, "server.js", {
    PORT: "0",
    BASE_URL: ORIGIN,
    KEYED_STORE_BACKEND: backend,
    AUTH_SECRET: "a secret that both servers know of",
  });
  const [, port] = await program.line(/listening on (\d+)/);
  const base = `http://127.0.0.1:${port}/api/auth`;
  const common = { origin: ORIGIN, "x-forwarded-for": "203.0.113.7", connection: "close" };
  return {
    program,
    post: (path, body, headers = {}) =>
      fetch(`${base}${path}`, {
        method: "POST",
        headers: { ...common, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    get: (path, headers = {}) => fetch(`${base}${path}`, { headers: { ...common, ...headers } }),
  };
}

/** Signs up with one server and in with the other, and gives the cookie of the session. */
async function signUpAndIn(one: Server, other: Server, email: string): Promise<string> {
  const signedUp = await one.post("/sign-up/email", { email, password: PASSWORD, name: email });
  expect(signedUp.status, await signedUp.text()).toBe(200);
  const signedIn = await other.post("/sign-in/email", { email, password: PASSWORD });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie().find((each) => each.includes("session_token"));
  return cookie?.split(";")[0] ?? "";
}

async function emailOf(server: Server, cookie: string): Promise<string | undefined> {
  const response = await server.get("/get-session", { cookie });
  expect(response.status).toBe(200);
  const session = (await response.json()) as { user: { email: string } } | null; // as Better Auth answers
  return session?.user.email;
}

function codeFor(email: string): { email: string; type: string } {
  return { email, type: "email-verification" };
}
