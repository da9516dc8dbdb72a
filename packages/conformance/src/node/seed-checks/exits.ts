import { hostGlobals } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import type { Group } from "../../case/case.js";
import { createCaseForForerunnerChecks, STORE } from "../../seed-checks/create-case-for-forerunner-checks.js";
import { listNumbersBelow } from "../../seed-checks/values.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { size } from "../host/size.js";
import { expectAcknowledgementsAndExit } from "../processes/expect-acknowledgements-and-exit.js";
import { createFillerValue, FILL_EXIT_CODE, openFillerNamespace } from "../processes/roles/role-fill.js";
import { startChildProcess } from "../processes/start-child.js";

export const exits: Group = {
  title: "seed-checks: exits of processes",
  cases: [
    createCaseForForerunnerChecks(
      "R2 INT 15-20",
      "KS-LIFE-3",
      "a process writes 501 entries, four megabytes, and exits without closing: all of them are there and whole",
      async ({ backend, place, open }) => {
        const rows = listNumbersBelow(501);
        const task = { role: "fill", place, seed: size.seed, id: 0, operations: rows.length } as const;
        await expectAcknowledgementsAndExit(
          startChildProcess({ ...task, provider: requireProviderModule(backend) }),
          rows.length,
          FILL_EXIT_CODE,
        );
        const store = await open({ clock: hostGlobals.dateNow }); // as the process's
        const found = await openFillerNamespace(store).entries();
        same(
          found.map(({ key }) => key),
          rows.map(String),
          "the keys that it left",
        );
        for (const [index, { value }] of found.entries())
          same(value, createFillerValue(index), `the value of ${index}`);
        await store.close();
        await checkDatabaseIntegrity(backend, store.databasePath);
      },
      { ...STORE, needs: ["multiProcess", "persistent"], timeoutMs: 120_000 },
    ),
  ],
};
