import { request } from "node:http";
import { onTestFinished } from "vitest";
import type { LiveEvent } from "../../../src/cli/inspector/page/protocol.js";
import type { Inspector } from "./start.js";

/** Follows what comes live; gives the first event that fits, among those that came and will come. */
export async function follow(
  { port, origin, token }: Inspector,
  input: object,
): Promise<(fits: (event: LiveEvent) => boolean) => Promise<LiveEvent>> {
  const events: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  let text = "";
  await new Promise<void>((resolve, reject) => {
    const headers = { origin, "content-type": "application/json", authorization: `Bearer ${token}` };
    const sent = request(
      { host: "127.0.0.1", port, method: "POST", path: "/api/live", headers, agent: false },
      (response) => {
        response.on("error", () => undefined);
        response.setEncoding("utf8").on("data", (chunk: string) => {
          const parts = (text + chunk).split("\n\n");
          text = parts.pop() ?? "";
          events.push(...parts.map((part) => JSON.parse(part.slice("data: ".length)) as LiveEvent));
          for (const wake of waiting) wake();
          resolve();
        });
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(input));
    onTestFinished(() => void sent.destroy());
  });
  return (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
}
