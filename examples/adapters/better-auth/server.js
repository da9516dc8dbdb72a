import { createServer } from "node:http";
import { join } from "node:path";
import { createSecondaryStorage } from "@keyed-store/adapters/better-auth";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { emailOTP } from "better-auth/plugins";
import Database from "better-sqlite3";
import { openStateStore } from "keyed-store";

/*
 * Sign-up, sign-in, one-time codes, rate limits and sign-out. Users are in a database of Better Auth's; sessions, codes
 * and counters are in the store, so that any number of these servers on one directory act as one.
 */

const directory = process.env.KEYED_STORE_DIR ?? "./state";
const port = Number(process.env.PORT ?? 3000);

/** Better Auth begins to read, then writes: of two servers that do so at once, SQLite fails one. This way the other waits. */
class Users extends Database {
  prepare(sql) {
    return super.prepare(sql === "begin" ? "begin immediate" : sql);
  }
}

// In a thread of its own the store is not held up while this one waits for the database of the users.
const store = await openStateStore({ directory, thread: "worker" });
const auth = betterAuth({
  baseURL: process.env.BASE_URL ?? `http://localhost:${port}`,
  secret: process.env.AUTH_SECRET ?? "only for a look at the example, never for users",
  database: new Users(join(directory, "users.sqlite")),
  secondaryStorage: createSecondaryStorage(store),
  emailAndPassword: { enabled: true },
  plugins: [
    emailOTP({
      // A real server sends a mail.
      sendVerificationOTP: async ({ email, otp }) => console.log(`code for ${email}: ${otp}`),
    }),
  ],
  rateLimit: { enabled: true, window: 60, max: 100, customRules: { "/sign-in/email": { window: 600, max: 5 } } },
});

await (await getMigrations(auth.options)).runMigrations();

const server = createServer(toNodeHandler(auth));
server.listen(port, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));

process.once("SIGTERM", () => {
  server.close(() => store.close());
  server.closeIdleConnections();
});
