import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  getOwnProcessIdentity,
  ONE_NAMESPACE,
  type ProcessIdentity,
} from "../src/node/sharing/processes/process-identity.js";
import {
  createProcessLivenessCheck,
  type SystemLivenessVerdict,
} from "../src/node/sharing/processes/process-liveness.js";
import { parseProcessStat } from "../src/node/sharing/processes/process-stat.js";
import type { ProcessTable } from "../src/node/sharing/processes/process-table.js";
import { UNKNOWN } from "../src/node/sharing/processes/unknown.js";
import { aSession } from "./sharing/sessions.js";

const self: ProcessIdentity = aSession({ pid: 1, started: "5" });
const other: ProcessIdentity = aSession();

const GONE = { id: "4713", started: "8839300" };

const nobody: ProcessTable = { exists: () => false, stat: () => undefined, hasThreadEnded: () => false };
const startedAt = (started: string): ProcessTable => ({
  exists: () => true,
  stat: () => ({ started, ended: false }),
  hasThreadEnded: (_pid, { id }) => id === GONE.id,
});
const silent: ProcessTable = { ...nobody, exists: () => true };
const zombie: ProcessTable = { ...silent, stat: () => ({ started: other.started, ended: true }) };

interface Case {
  readonly title: string;
  readonly of?: Partial<ProcessIdentity>;
  readonly by?: Partial<ProcessIdentity>;
  readonly table: ProcessTable;
  /** Whether the files are on a file system that one kernel alone mounts. */
  readonly isSingleKernel?: boolean;
  readonly sight: SystemLivenessVerdict;
}

const NO_PROC = { started: UNKNOWN, boot: UNKNOWN, pidNamespace: ONE_NAMESPACE };
const REBOOTED = { boot: "0000000000000001" };

const cases: readonly Case[] = [
  { title: "the same process", table: startedAt(other.started), sight: "alive" },
  { title: "no such pid", table: nobody, sight: "dead" },
  { title: "the pid belongs to a process that started at another time", table: startedAt("8839202"), sight: "dead" },
  { title: "a pid in use of which nothing more is told", table: silent, sight: "seems-alive" },
  { title: "a process that ended and that its parent has not asked about", table: zombie, sight: "dead" },
  { title: "a worker thread that has ended", of: { thread: GONE }, table: startedAt(other.started), sight: "dead" },
  {
    title: "a worker thread that lives",
    of: { thread: { ...GONE, id: "4714" } },
    table: startedAt(other.started),
    sight: "alive",
  },
  {
    title: "the same process, which sees another boot id",
    of: REBOOTED,
    table: startedAt(other.started),
    sight: "alive",
  },
  {
    title: "the same process, which sees no boot id",
    of: { boot: UNKNOWN },
    table: startedAt(other.started),
    sight: "alive",
  },
  {
    title: "the same process, whose host was given another name",
    of: { machine: "000000000000" },
    table: startedAt(other.started),
    sight: "alive",
  },
  {
    title: "another boot id and no such process, on files that another kernel may have",
    of: REBOOTED,
    table: nobody,
    sight: "unknown",
  },
  { title: "an earlier boot of this machine", of: REBOOTED, table: nobody, isSingleKernel: true, sight: "dead" },
  {
    title: "an earlier boot of this machine, and the pid has another process now",
    of: REBOOTED,
    table: startedAt("8839202"),
    isSingleKernel: true,
    sight: "dead",
  },
  {
    title: "another boot id, and a pid of which nothing more is told",
    of: REBOOTED,
    table: silent,
    isSingleKernel: true,
    sight: "unknown",
  },
  {
    title: "a start that a time namespace shifts, there",
    of: { started: UNKNOWN },
    table: startedAt(other.started),
    sight: "seems-alive",
  },
  { title: "a start that a time namespace shifts, here", table: startedAt(UNKNOWN), sight: "seems-alive" },
  { title: "another machine", of: { machine: "000000000000" }, table: nobody, sight: "unknown" },
  {
    title: "another machine and another boot",
    of: { machine: "000000000000", ...REBOOTED },
    table: nobody,
    isSingleKernel: true,
    sight: "unknown",
  },
  {
    title: "another pid namespace, in which the pid is that of a process here",
    of: { pidNamespace: "4026532999" },
    table: startedAt(other.started),
    sight: "unknown",
  },
  { title: "another pid namespace", of: { pidNamespace: "4026532999" }, table: nobody, sight: "unknown" },
  {
    title: "a pid namespace that could not be read",
    of: { pidNamespace: UNKNOWN },
    by: { pidNamespace: UNKNOWN },
    table: nobody,
    sight: "unknown",
  },
  { title: "a boot id that could not be read there", of: { boot: UNKNOWN }, table: nobody, sight: "unknown" },
  { title: "a boot id that could not be read here", by: { boot: UNKNOWN }, table: nobody, sight: "unknown" },
  {
    title: "boot ids that neither could read, and namespaces",
    of: { boot: UNKNOWN },
    by: { boot: UNKNOWN },
    table: nobody,
    sight: "unknown",
  },
  { title: "a system that tells only pids, and not this one", of: NO_PROC, by: NO_PROC, table: nobody, sight: "dead" },
  {
    title: "a system that tells only pids, and this one",
    of: NO_PROC,
    by: NO_PROC,
    table: silent,
    sight: "seems-alive",
  },
];

describe("KS-SHARE-2 KS-SHARE-3 life comes first, and death is certain or it is not death", () => {
  test.each(cases)("$title: $sight", ({ of, by, table, isSingleKernel = false, sight }) => {
    expect(
      createProcessLivenessCheck({ ...self, ...by }, { processTable: table, isSingleKernel })({ ...other, ...of }),
    ).toBe(sight);
  });

  test("this process lives, by the system's own word", () => {
    expect(createProcessLivenessCheck(getOwnProcessIdentity())(getOwnProcessIdentity())).toBe(
      process.platform === "linux" ? "alive" : "seems-alive",
    );
  });

  test("a process that has ended is dead, by the system's own word", () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    expect(createProcessLivenessCheck(getOwnProcessIdentity())({ ...getOwnProcessIdentity(), pid })).toBe("dead");
  });

  test.runIf(process.platform === "linux")(
    "this pid, started at another time, is dead, by the system's own word",
    () => {
      expect(createProcessLivenessCheck(getOwnProcessIdentity())({ ...getOwnProcessIdentity(), started: "1" })).toBe(
        "dead",
      );
    },
  );

  test.runIf(process.platform === "linux")("Linux tells all that identifies a process", () => {
    expect(Object.values(getOwnProcessIdentity())).not.toContain(UNKNOWN);
    expect(getOwnProcessIdentity().thread, "tests run in the main thread of their process").toBeUndefined();
  });
});

describe("a line of /proc/<pid>/stat", () => {
  const line = (name: string, state: string, threads: number): string =>
    `77 (${name}) ${state} 1 77 77 0 -1 4194304 119 0 0 0 0 0 0 0 20 0 ${threads} 0 288060 3133440 361`;

  test("a program's name may contain anything", () => {
    expect(parseProcessStat(line("a) Z 1 (b", "S", 11))).toEqual({ started: "288060", ended: false });
  });

  test("a zombie has ended when its last thread has", () => {
    expect(parseProcessStat(line("node", "Z", 1))).toEqual({ started: "288060", ended: true });
    expect(parseProcessStat(line("node", "Z", 2))).toEqual({ started: "288060", ended: false });
  });

  test("what makes no sense says nothing", () => {
    expect(parseProcessStat("")).toBeUndefined();
    expect(parseProcessStat("77 (node) S 1 2 3")).toBeUndefined();
  });
});
