import { ok, same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { findLeakPaths } from "../../support/find-leak-paths.js";

const STEPS = ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"];
const MARKER = "s3cr3t-beside-a-probe";
const ALONE = { faces: "store", neighbours: "none" } as const;

export const probe: Group = {
  title: "Probe",
  cases: [
    createCase(
      "KS-PROBE-1",
      "probe reports every step and leaves no trace",
      async ({ open, keyed, provider }) => {
        const store = await open();
        await keyed(store, { maxEntries: 1 }).register("key", MARKER);
        const before = [await keyed(store, { maxEntries: 1 }).entries(), await store.owners()];
        const report = await store.probe();
        const failed = report.steps.filter((step) => !step.ok);
        same(failed, [], "the failed steps");
        same(
          [report.ok, report.backend, report.path],
          [true, provider.name, store.databasePath],
          "ok, backend and path",
        );
        same(
          report.steps.map((step) => step.name),
          STEPS,
          "the steps",
        );
        ok(
          report.steps.every((step) => Number.isFinite(step.durationMs) && step.durationMs >= 0),
          "a step has no duration",
        );
        same(findLeakPaths(report, MARKER), [], "where the report shows a stored value");
        same(
          [await keyed(store, { maxEntries: 1 }).entries(), await store.owners()],
          before,
          "the entries after the probe",
        );
      },
      { neighbours: "other-owner" },
    ),
    createCase(
      "KS-PROBE-1",
      "probe works in a store whose owners are full",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 1 } });
        await keyed(store, { maxEntries: 1, overflow: "reject-new" }).register("key", 1);
        same((await store.probe()).ok, true, "ok");
        same(await keyed(store, { maxEntries: 1, overflow: "reject-new" }).count(), 1, "the number of entries");
      },
      ALONE,
    ),
    createCase(
      "KS-PROBE-1",
      "probe of a closed store reports that, and does not reject",
      async ({ open }) => {
        const store = await open();
        await store.close();
        const report = await store.probe();
        same(report.ok, false, "ok");
        const failed = report.steps.find((step) => !step.ok);
        same(failed?.code, "KEYED_STORE_CLOSED", "the code of the step that failed");
      },
      ALONE,
    ),
    createCase(
      "KS-PROBE-1",
      "probe of a read-only store says that the write was left out",
      async ({ open, keyed }) => {
        const writing = await open();
        await keyed(writing).register("key", 1);
        await writing.close();
        const report = await (await open({ access: "read-only" })).probe();
        same([report.ok, report.steps.map((step) => step.name)], [true, STEPS], "ok and the steps");
        const write = report.steps.find((step) => step.name === "write-read-delete");
        ok(
          /read-only/.test(write?.message ?? ""),
          `the step does not say that it was left out: ${JSON.stringify(write)}`,
        );
      },
      ALONE,
    ),
  ],
};
