import { appendCountToTallyFile } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { createOrigin, type Origin } from "./create-origin.js";
import { type HistoryReport, runHistory, WRITES } from "./run-history.js";

const CALLS = Array.from({ length: 200 }, (_, index) => index + 1);
const NO_LIMIT = Number.POSITIVE_INFINITY;
const NO_FAULTS = { onCall: () => undefined, readQuota: () => NO_LIMIT, losesWrite: () => false };

/** Counts the calls that grow or shrink files, and fails each from one of them on, until there is room again. */
function createFullOrigin(firstToFail: number): { readonly origin: Origin; readonly makeRoom: () => void } {
  let calls = 0;
  let isFull = true;
  const origin = createOrigin({
    ...NO_FAULTS,
    onCall(name) {
      if (name !== "write" && name !== "truncate") return;
      if (++calls >= firstToFail && isFull) throw new DOMException("no room", "QuotaExceededError");
    },
  });
  return {
    origin,
    makeRoom() {
      isFull = false;
    },
  };
}

/** Makes one call of a file fail, and with it all others until that file is opened anew. */
function createForgetfulOrigin(toFail: number): Origin {
  let calls = 0;
  return createOrigin({
    ...NO_FAULTS,
    onCall() {
      if (++calls === toFail) throw new DOMException("the handle is lost", "InvalidStateError");
    },
  });
}

function expectFullDisk({ errors }: HistoryReport): void {
  for (const { code, message, retryable } of errors) {
    expect(code).toMatch(/^KEYED_STORE_(WRITE|READ|OPEN)_FAILED$/);
    expect([message, retryable]).toEqual([expect.stringMatching(/full/), true]);
  }
}

describe("KS-DUR-1 KS-ATOM-2 KS-ERR-2 the browser's storage fails", () => {
  it(`the control: where nothing fails, no operation does, and there are more than ${CALLS.length} calls to fail`, async () => {
    let growing = 0;
    const origin = createOrigin({
      ...NO_FAULTS,
      onCall(name) {
        if (name === "write" || name === "truncate") growing++;
      },
    });
    expect(await runHistory(origin, () => undefined)).toEqual({ errors: [], acknowledged: WRITES });
    expect(growing).toBeGreaterThan(CALLS.length);
  });

  it("the control: a storage that loses every tenth write in silence is found out", async () => {
    let writes = 0;
    const origin = createOrigin({ ...NO_FAULTS, losesWrite: () => ++writes % 10 === 0 });
    await expect(runHistory(origin, () => undefined)).rejects.toThrow("the integrity of the file");
  });

  it("the quota runs out at each of the first 200 writes and truncations: nothing acknowledged is lost", async () => {
    let failed = 0;
    for (const call of CALLS) {
      const { origin, makeRoom } = createFullOrigin(call);
      const report = await runHistory(origin, makeRoom);
      appendCountToTallyFile("quotas that ran out", 1);
      expectFullDisk(report);
      failed += report.errors.length;
    }
    expect(failed).toBeGreaterThan(CALLS.length);
  });

  it("the quota is so many bytes: nothing acknowledged is lost, and with a larger one the store goes on", async () => {
    let failed = 0;
    for (let bytes = 0; bytes < 250_000; bytes += 5_000) {
      let quota = bytes;
      const report = await runHistory(createOrigin({ ...NO_FAULTS, readQuota: () => quota }), () => {
        quota = NO_LIMIT;
      });
      appendCountToTallyFile("quotas that ran out", 1);
      expectFullDisk(report);
      failed += report.errors.length;
    }
    expect(failed).toBeGreaterThan(50);
  });

  it("the browser loses a file at each of the first 200 calls: what comes next opens it anew, and nothing is lost", async () => {
    let failed = 0;
    for (const call of CALLS) {
      const { errors } = await runHistory(createForgetfulOrigin(call), () => undefined);
      expect(errors.length, `call ${call}`).toBeLessThanOrEqual(2);
      for (const { code } of errors) expect(code).toMatch(/^KEYED_STORE_(WRITE|READ|OPEN)_FAILED$/);
      failed += errors.length;
    }
    expect(failed).toBeGreaterThan(CALLS.length / 2);
  });
});
