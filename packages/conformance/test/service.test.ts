import { conformance, createCollectingRunner } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { memory, memoryService } from "./support/backends.mjs";

const plan = conformance({ describe, it, backend: memoryService });

describe("the suite on a service", () => {
  it("leaves out what speaks of a directory, adds what a service owes, and is else the same", () => {
    const { notApplicable } = conformance({ ...createCollectingRunner(), backend: memory });
    const titles = (left: typeof notApplicable) => left.map(({ case: { clause, title } }) => `${clause} ${title}`);
    const difference = (some: string[], others: string[]) => some.filter((title) => !others.includes(title)).sort();
    expect(difference(titles(plan.notApplicable), titles(notApplicable))).toMatchInlineSnapshot(`
      [
        "KS-ERR-3 KEYED_STORE_DIR says where, and without it or an option it is INVALID_INPUT",
        "KS-ISO-1 two files in one directory are two stores",
        "KS-LIFE-4 a missing store cannot be opened read-only, and nothing is created",
        "KS-SEC-2 a file name chosen by the user is used, and one that leaves the directory refused",
        "KS-SEL-1 auto takes native, else wasm, and never memory",
      ]
    `);
    expect(difference(titles(notApplicable), titles(plan.notApplicable))).toMatchInlineSnapshot(`
      [
        "KS-SEL-1 auto never takes a service, which its name alone gets",
        "KS-SEL-5 a service is where its provider says, whatever KEYED_STORE_DIR is, and refuses directory and fileName",
      ]
    `);
  });

  it.each(["KS-SEL-1", "KS-SEL-5"])("finds a provider that does not say that it is a service: %s", async (clause) => {
    const runner = createCollectingRunner();
    const provider = (place?: string) => ({ ...memoryService.provider(place), place: "directory" }) as const;
    conformance({ ...runner, backend: { ...memoryService, provider } });
    const test = runner.tests.find(({ title }) => title.startsWith(`${clause} `) && title.includes("service"));
    await expect(test?.body()).rejects.toThrow(new RegExp(`^${clause} is broken by memory as a service`));
  });
});
