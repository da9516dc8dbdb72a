import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createShownPageSender } from "../src/cli/inspector/api/create-shown-page-sender.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createCountedSender() {
  let sent = 0;
  const sender = createShownPageSender(async () => {
    sent += 1;
  });
  return { sender, sent: () => sent };
}

it("sends once for all changes that are told together, right after them", async () => {
  const { sender, sent } = createCountedSender();
  for (let change = 0; change < 100; change++) sender.noteChange();
  expect(sent()).toBe(0);
  await vi.advanceTimersToNextTimerAsync();
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("where only the files have changed, sends two seconds later", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged();
  await vi.advanceTimersByTimeAsync(1_000);
  sender.noteFilesChanged();
  await vi.advanceTimersByTimeAsync(990);
  expect(sent()).toBe(0);
  await vi.advanceTimersByTimeAsync(20);
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("does not send again for files that had changed before a change was told", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged();
  await vi.advanceTimersByTimeAsync(1_500);
  sender.noteChange();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(1);
});

it("sends nothing after its end", async () => {
  const { sender, sent } = createCountedSender();
  sender.noteFilesChanged();
  sender.end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent()).toBe(0);
});
