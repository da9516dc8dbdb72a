import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createShownPageSender, type ShownPageSender } from "../src/cli/inspector/api/create-shown-page-sender.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Time passes until it is noted. */
async function noteChange({ noteChange: note }: ShownPageSender): Promise<void> {
  const noted = note();
  await vi.advanceTimersByTimeAsync(2);
  await noted;
}

function createCountedSender() {
  let sent = 0;
  const sender = createShownPageSender(async () => {
    sent += 1;
  });
  return { sender, sent: () => sent };
}

it("sends once for all changes that are found together, with the first of them", async () => {
  const { sender, sent } = createCountedSender();
  await noteChange(sender);
  for (let change = 1; change < 100; change++) await sender.noteChange();
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("sends again for changes that are found later: at once where it has rested, else when it has", async () => {
  const { sender, sent } = createCountedSender();
  await noteChange(sender);
  await vi.advanceTimersByTimeAsync(100);
  await noteChange(sender);
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(260);
  expect(sent()).toBe(2);
  await vi.advanceTimersByTimeAsync(260);
  await noteChange(sender);
  expect(sent()).toBe(3);
});

it("where only the files have changed though changes are told, sends two seconds later", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged(true);
  await vi.advanceTimersByTimeAsync(1_000);
  sender.noteFilesChanged(true);
  await vi.advanceTimersByTimeAsync(990);
  expect(sent()).toBe(0);
  await vi.advanceTimersByTimeAsync(20);
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("where no changes are told, sends when the files have changed: at once where it has rested, else when it has", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(sent()).toBe(1);
  sender.noteFilesChanged(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(260);
  expect(sent()).toBe(2);
});

it("does not send again for files that had changed before a change was told", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged(true);
  await vi.advanceTimersByTimeAsync(1_500);
  await noteChange(sender);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("sends nothing after its end", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged(true);
  sender.end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(0);
});
