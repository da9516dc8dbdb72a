import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatPresenceRecordName,
  formatWaitingRecordName,
  isRecordName,
  parseRecordName,
} from "../src/node/sharing/records/record.js";
import { createSession, formatSessionText, type Session } from "../src/node/sharing/session/session.js";
import { aSession } from "./sharing/sessions.js";

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const text = (units: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength });
const time = fc.integer({ min: 0, max: 36 ** 9 - 1 });

const sessions: fc.Arbitrary<Session> = fc.record({
  backend: text("abcxyz019-", 16),
  pid: fc.integer({ min: 1, max: 0x7fff_ffff }),
  started: fc.oneof(fc.constant("-"), text("0123456789", 20)),
  thread: fc.option(
    fc.record({ id: fc.integer({ min: 1, max: 0x7fff_ffff }).map(String), started: text("0123456789", 20) }),
    { nil: undefined },
  ),
  pidNamespace: fc.oneof(fc.constant("-"), text("0123456789", 20)),
  boot: fc.oneof(fc.constant("-"), hex(16)),
  machine: hex(12),
  host: text("abcXYZ019-", 24),
  since: time,
  nonce: hex(12),
});
const modes = fc.constantFrom("shared" as const, "exclusive" as const);

describe("a record is its name", () => {
  test("what is written is read", () => {
    fc.assert(
      fc.property(sessions, modes, time, time, (session, mode, since, renewedAt) => {
        const sessionText = formatSessionText(session);
        const presence = formatPresenceRecordName(mode, sessionText);
        const waiting = formatWaitingRecordName(mode, { since, renewedAt }, sessionText);
        expect(parseRecordName(presence)).toEqual({ name: presence, mode, session, sessionText });
        expect(parseRecordName(waiting)).toEqual({
          name: waiting,
          mode,
          session,
          sessionText,
          ticket: { since, renewedAt },
        });
        expect([presence, waiting].every(isRecordName)).toBe(true);
        expect(waiting.length).toBeLessThan(256);
      }),
    );
  });

  test("what would not have been written is not read", () => {
    const good = formatPresenceRecordName("shared", formatSessionText(aSession()));
    const edit = fc.record({
      at: fc.nat(good.length - 1),
      insert: fc.constantFrom(".", "/", " ", "\n", "%", "é", "\0"),
    });
    fc.assert(
      fc.property(edit, ({ at, insert }) => {
        expect(parseRecordName(good.slice(0, at) + insert + good.slice(at))).toBeUndefined();
      }),
    );
    for (const bad of [
      "",
      "shared.",
      "exclusive",
      good.slice(0, -1),
      `${good}0`,
      good.replace("4711", "0"),
      good.replace("4711", "4294967296"),
    ]) {
      expect(parseRecordName(bad)).toBeUndefined();
    }
  });

  test("files of others are none of our records, and those of later versions are", () => {
    for (const foreign of [".DS_Store", "desktop.ini", "Thumbs.db", "sharedness", "read.me"])
      expect(isRecordName(foreign)).toBe(false);
    for (const later of ["shared.2.x", "exclusive-2.x", "wanted-more.x"]) expect(isRecordName(later)).toBe(true);
  });

  test("a new session of this process can be read, whatever the backend is called, and no two are equal", () => {
    const names = ["native", "Öl und Wasser/../..", "x".repeat(100), "."].map((backend) => {
      return formatPresenceRecordName("shared", formatSessionText(createSession(backend, Date.now())));
    });
    expect(names.map((name) => parseRecordName(name)?.session.pid)).toEqual([
      process.pid,
      process.pid,
      process.pid,
      process.pid,
    ]);
    expect(formatSessionText(createSession("native", 0))).not.toBe(formatSessionText(createSession("native", 0)));
  });
});
