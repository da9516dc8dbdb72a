import type { BackendProvider } from "@keyed-store/core";
import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { createFakeProvider } from "../../harness/fake-provider.js";
import { throwAddonLoadError } from "../../support/throw-addon-load-error.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const selection: Group = {
  title: "Selection",
  cases: [
    createCase(
      "KS-SEL-1",
      "auto takes native, else wasm, and never memory",
      async ({ open, provider }) => {
        const [native, wasm, memory] = ["native", "wasm", "memory"].map((name) =>
          createFakeProvider(provider, name),
        ) as [BackendProvider, BackendProvider, BackendProvider];
        const noNative = createFakeProvider(provider, "native", { check: throwAddonLoadError });
        same(
          (await open({ backend: "auto", providers: [native, wasm, memory] })).selection.chosen,
          "native",
          "the choice of all",
        );
        same(
          (await open({ backend: "auto", providers: [noNative, wasm, memory] })).selection.chosen,
          "wasm",
          "the choice without native",
        );
        const error = await failsWith(
          "BACKEND_UNAVAILABLE",
          () => open({ backend: "auto", providers: [noNative, memory] }),
          "open",
        );
        expectMentions(error.message, ["native"], "the message");
      },
      { ...ALONE, needs: ["directory"] },
    ),
    createCase(
      "KS-SEL-1",
      "auto never takes a service, which its name alone gets",
      async ({ open, provider }) => {
        const error = await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: "auto" }), "open");
        expectMentions(error.message, [`backend: "${provider.name}"`], "the message");
        same((await open()).selection.chosen, provider.name, "the choice by name");
      },
      { ...ALONE, needs: ["service"] },
    ),
    createCase(
      "KS-SEL-1",
      "an explicit backend wins, and nothing else is tried",
      async ({ open, provider }) => {
        const tried: string[] = [];
        const providers = [
          createFakeProvider(provider, "native", {}, tried),
          createFakeProvider(provider, "other", {}, tried),
        ];
        const store = await open({ backend: "other", providers });
        same(
          [store.backend.name, store.selection.chosen, store.selection.rejected],
          ["other", "other", []],
          "the choice",
        );
        ok(store.selection.reason.length > 0, "no reason is given");
        same(
          tried.filter((step) => step.startsWith("native")),
          [],
          "what was tried of the other",
        );
      },
      ALONE,
    ),
    createCase(
      "KS-SEL-2",
      "a candidate is really tried before the user's file is opened",
      async ({ open, provider }) => {
        const tried: string[] = [];
        await open({ backend: "native", providers: [createFakeProvider(provider, "native", {}, tried)] });
        same(tried, ["native check", "native load", "native trial", "native open"], "the steps");
      },
      ALONE,
    ),
    createCase(
      "KS-SEL-1",
      "a list is tried in its order, memory too where it is named",
      async ({ open, provider }) => {
        const providers = ["native", "wasm", "memory"].map((name) => createFakeProvider(provider, name));
        same((await open({ backend: ["memory", "native"], providers })).selection.chosen, "memory", "the choice");
        await failsWith("INVALID_INPUT", () => open({ backend: [], providers }), "open");
      },
      ALONE,
    ),
    createCase(
      "KS-SEL-1",
      "a name that no provider bears is refused, naming those there are",
      async ({ open, provider }) => {
        const providers = ["native", "wasm"].map((name) => createFakeProvider(provider, name));
        for (const backend of ["nativ", ["native", "nativ"]]) {
          const error = await failsWith("BACKEND_UNAVAILABLE", () => open({ backend, providers }), "open");
          expectMentions(error.message, ["nativ", "native", "wasm"], "the message");
        }
      },
      ALONE,
    ),
  ],
};
