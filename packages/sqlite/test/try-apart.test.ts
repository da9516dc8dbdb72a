import { sqliteProvider } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import { tryApart } from "../src/engine/try-apart.js";

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const unavailable = (message: RegExp) =>
  expect.objectContaining({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", message: expect.stringMatching(message) });

describe("KS-SEL-4 a backend tried in a process of its own", () => {
  it("passes, or is refused with its reason", async () => {
    await expect(tryApart("sound", { url, export: "sound" })).resolves.toBeUndefined();
    await expect(tryApart("refused", { url, export: "refused" })).rejects.toEqual(unavailable(/^no such engine$/));
  });

  it("ends that process and not this one", async () => {
    await expect(tryApart("crashing", { url, export: "crashing" })).rejects.toEqual(
      unavailable(/ended the process .*(SIGKILL|exit code)/),
    );
    await expect(tryApart("leaving", { url, export: "leaving" })).rejects.toEqual(unavailable(/exit code 3/));
  });

  it("is not refused where that process cannot find it, as in a bundle", async () => {
    await expect(tryApart("gone", { url: `${url}-gone`, export: "sound" })).resolves.toBeUndefined();
    await expect(tryApart("gone", { url, export: "gone" })).resolves.toBeUndefined();
  });

  it("is offered by a provider that can crash and says where it is found", () => {
    const usual = { name: "x", check() {}, load: () => Promise.reject(new Error("never")) };
    const module = { url, export: "sound" };
    expect(sqliteProvider({ ...usual, canCrash: true })).not.toHaveProperty("tryApart");
    expect(sqliteProvider({ ...usual, module })).not.toHaveProperty("tryApart");
    expect(sqliteProvider({ ...usual, module, canCrash: true })).toHaveProperty("tryApart");
  });
});
