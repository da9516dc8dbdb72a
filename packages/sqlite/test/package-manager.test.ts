import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import {
  detectPackageManager,
  formatInstallCommand,
  formatRebuildCommand,
} from "../src/node/modules/package-manager.js";

const around = (userAgent: string | undefined, ...files: string[]) => ({
  userAgent,
  directory: "/home/me/app/packages/bot",
  exists: (path: string) => files.includes(path.replaceAll("\\", "/")),
});

describe("KS-SEL-2 what to type on this host", () => {
  it.each([
    ["npm/11.19.1 node/v20.20.2 linux x64", "npm"],
    ["pnpm/12.21.0 npm/? node/v20.20.2 linux x64", "pnpm"],
    ["yarn/4.9.1 npm/? node/v20.20.2 linux x64", "yarn"],
    ["bun/1.3.4 npm/? node/v24.3.0 linux x64", "bun"],
  ] as const)("the program that runs this process says who it is: %s", (userAgent, manager) => {
    expect(detectPackageManager(around(userAgent, "/home/me/app/yarn.lock"))).toBe(manager);
  });

  it("else the nearest lockfile tells, and without one it is npm", () => {
    expect(detectPackageManager(around(undefined, "/home/me/app/pnpm-lock.yaml", "/home/me/package-lock.json"))).toBe(
      "pnpm",
    );
    expect(detectPackageManager(around("", "/home/me/app/packages/bot/bun.lock"))).toBe("bun");
    expect(detectPackageManager(around("deno/2.5.0"))).toBe("npm");
    expect(detectPackageManager()).toMatch(/^(npm|pnpm|yarn|bun)$/);
    expect(posix.dirname("/")).toBe("/"); // where the search ends
  });

  it("each has words of its own", () => {
    expect((["npm", "pnpm", "yarn", "bun"] as const).map((manager) => formatInstallCommand("a b", manager))).toEqual([
      "npm install a b",
      "pnpm add a b",
      "yarn add a b",
      "bun add a b",
    ]);
    expect((["npm", "pnpm", "yarn", "bun"] as const).map((manager) => formatRebuildCommand("a", manager))).toEqual([
      "npm rebuild a",
      "pnpm approve-builds, then pnpm rebuild a",
      "npm rebuild a",
      "bun pm trust a",
    ]);
  });
});
