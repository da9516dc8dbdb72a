import { hostGlobals, type StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import type { Group } from "../../case/case.js";
import { createCaseForForerunnerChecks, STORE } from "../../seed-checks/create-case-for-forerunner-checks.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { hasFiles } from "../../under-test/has-files.js";
import { listFiles } from "../host/list-files.js";
import { openServiceNamespace, SERVICE_ENTRIES } from "../processes/roles/role-service.js";
import { startWaitingChild } from "../processes/start-waiting-child.js";

/** What hosts have written in so many starts. */
async function expectEntriesOfStarts(store: StateStore, startCount: number): Promise<void> {
  const state = openServiceNamespace(store);
  same(await state.lookup("starts"), startCount, "the number of starts");
  for (let start = 1; start <= startCount; start++)
    same(
      await state.lookupMany(SERVICE_ENTRIES.map(([key]) => `${start} ${key}`)),
      SERVICE_ENTRIES.map(([, value]) => value),
      `what start ${start} wrote`,
    );
}

export const lifeCycle: Group = {
  title: "seed-checks: the life of a host",
  cases: [
    createCaseForForerunnerChecks(
      "R3 LIFE 1-21",
      "KS-LIFE-1",
      "a host at work beside another process ends on SIGTERM with one clean file, and starts again upon all of it",
      async (harness) => {
        const { backend } = harness;
        const open = () => harness.open({ clock: hostGlobals.dateNow }); // as the host's
        for (const start of [1, 2]) {
          const service = await startWaitingChild(harness, "service");
          const beside = await open();
          await expectEntriesOfStarts(beside, start);
          await openServiceNamespace(beside).register(`beside ${start}`, start);
          const { ok: isWell, steps } = await beside.probe();
          same([isWell, steps.length, steps.filter((step) => step.ok).length], [true, 6, 6], "the probe beside a host");
          await beside.close();

          service.terminate();
          const { code, signal, stderr } = await service.exited;
          same([code, signal], [0, null], "the end of the host");
          ok(!/KEYED_STORE_|^\s+at /m.test(stderr), `the host wrote to its log: ${stderr.slice(0, 500)}`);
          if (hasFiles(backend)) same(await listFiles(harness.directory), ["state.sqlite"], "the files left");

          const between = await open();
          await openServiceNamespace(between).register(`between ${start}`, start);
          await between.close();
        }
        const last = await open();
        await expectEntriesOfStarts(last, 2);
        same(
          await openServiceNamespace(last).lookupMany(["beside 1", "between 1", "beside 2", "between 2"]),
          [1, 1, 2, 2],
          "what others wrote beside the host and between its starts",
        );
        await last.close();
        // Last of all: what another SQLite leaves beside the file, where a scanner holds it, is none of the backend's.
        await checkDatabaseIntegrity(backend, last.databasePath);
      },
      { ...STORE, needs: ["multiProcess", "persistent"], timeoutMs: 120_000 },
    ),
  ],
};
