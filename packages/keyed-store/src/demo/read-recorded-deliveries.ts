import { readFile } from "node:fs/promises";
import { toPrintableText } from "../cli/output/to-printable-text.js";
import { usageError } from "../cli/world/usage-error.js";
import type { ChatEvent, Delivery, RecordedDeliveries } from "./delivery.js";

/** The members that each type of event must have, and of which type they are. */
const SHAPES: Readonly<Record<ChatEvent["type"], Readonly<Record<string, string>>>> = {
  message: {
    id: "string",
    channel: "string",
    thread: "string",
    user: "string",
    text: "string",
    mentionsBot: "boolean",
  },
  buttons: { id: "string", channel: "string", owner: "string", buttons: "object", ttlMs: "number" },
  press: { id: "string", channel: "string", user: "string", button: "string" },
  approval: { id: "string", channel: "string", approval: "string", tool: "string", ttlMs: "number" },
  decision: {
    id: "string",
    channel: "string",
    approval: "string",
    user: "string",
    decision: "string",
    gateway: "string",
  },
  join: { id: "string", channel: "string", user: "string" },
};

/**
 * Reads a recorded stream: NDJSON of `{ delivered, attempt, event }`, and of `{ delivered, restart }` where the receiver
 * was restarted.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` there is no such file, or a line of it is something else
 */
export async function readRecordedDeliveries(filePath: string): Promise<RecordedDeliveries> {
  const text = await readFile(filePath, "utf8").catch((cause: unknown) => {
    throw usageError(`Cannot read ${toPrintableText(filePath)}: is it there, and may you read it?`, cause);
  });
  const deliveries: Delivery[] = [];
  const restarts = new Set<number>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = parseRecordingLine(line);
    if (parsed === "restart") restarts.add(deliveries.length);
    else if (parsed !== undefined) deliveries.push(parsed);
    else
      throw usageError(
        `Line ${index + 1} of ${toPrintableText(filePath)} is not a delivery as docs/command-line.md describes it.`,
      );
  }
  if (deliveries.length < 2)
    throw usageError(`${toPrintableText(filePath)} holds fewer than two deliveries: there is no half-way.`);
  return { deliveries, restarts };
}

/** What a line of a recording says: a delivery, or that the bot is restarted there. */
type RecordingLine = Delivery | "restart";

function parseRecordingLine(line: string): RecordingLine | undefined {
  try {
    const { delivered, restart, event } = JSON.parse(line) as {
      delivered?: unknown;
      restart?: unknown;
      event?: unknown;
    };
    const at = typeof delivered === "string" ? Date.parse(delivered) : Number.NaN;
    if (Number.isNaN(at)) return undefined;
    if (typeof restart === "string") return "restart";
    return isChatEvent(event) ? { at, event } : undefined;
  } catch {
    return undefined;
  }
}

function isChatEvent(event: unknown): event is ChatEvent {
  if (typeof event !== "object" || event === null || !("type" in event)) return false;
  const shape = Object.entries(SHAPES).find(([type]) => type === event.type)?.[1];
  const members: Readonly<Record<string, unknown>> = { ...event };
  return shape !== undefined && Object.entries(shape).every(([name, type]) => typeof members[name] === type);
}
