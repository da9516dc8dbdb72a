import { env } from "node:process";

/** Runs `body` while a variable of the environment has another value, or with `undefined` none. */
export async function withEnvironmentVariable(
  name: string,
  value: string | undefined,
  body: () => Promise<void>,
): Promise<void> {
  const before = env[name];
  const set = (next: string | undefined): void => {
    if (next === undefined) delete env[name];
    else env[name] = next;
  };
  set(value);
  try {
    await body();
  } finally {
    set(before);
  }
}
