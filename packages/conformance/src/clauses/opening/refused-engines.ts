import { KeyedStoreError } from "@keyed-store/core";
import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { createFakeProvider, type FakeProviderHooks } from "../../harness/fake-provider.js";
import { throwAddonLoadError } from "../../support/throw-addon-load-error.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** The steps at which an engine may turn out not to run here, and the stage that a rejection names. */
const REFUSALS: readonly (readonly [stage: string, behaviour: FakeProviderHooks])[] = [
  ["static", { check: throwAddonLoadError }],
  ["load", { load: throwAddonLoadError }],
  ["trial", { trial: throwAddonLoadError }],
];

/** Trouble with the user's own file or data, which no other engine may be let loose on. */
const TROUBLE = ["OPEN_FAILED", "SCHEMA_UNSUPPORTED", "CORRUPT", "READ_FAILED", "WRITE_FAILED"] as const;

export const refusedEngines: Group = {
  title: "Engines that cannot run here",
  cases: [
    ...REFUSALS.map(([stage, behaviour]) =>
      createCase(
        "KS-SEL-1",
        `an explicit backend that cannot run fails loudly at its ${stage} step, and no other is tried`,
        async ({ open, provider }) => {
          const tried: string[] = [];
          const providers = [
            createFakeProvider(provider, "broken", behaviour),
            createFakeProvider(provider, "wasm", {}, tried),
          ];
          const error = await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: "broken", providers }), "open");
          expectMentions(error.message, ["broken"], "the message");
          ok(error.cause !== undefined, "the cause is lost");
          same(tried, [], "what was tried of the other");
        },
        ALONE,
      ),
    ),
    ...REFUSALS.map(([stage, behaviour]) =>
      createCase(
        "KS-SEL-2",
        `what is refused at its ${stage} step is told with stage, code and cause`,
        async ({ open, provider }) => {
          const providers = [createFakeProvider(provider, "broken", behaviour), createFakeProvider(provider, "second")];
          const { selection: chosen } = await open({ backend: ["broken", "second"], providers });
          same(chosen.chosen, "second", "the choice");
          const [rejection] = chosen.rejected;
          same(
            [rejection?.name, rejection?.stage, rejection?.code],
            ["broken", stage, "ERR_DLOPEN_FAILED"],
            "the rejection",
          );
          ok(
            rejection?.cause instanceof Error && rejection.message.length > 0,
            "cause or message of the rejection is missing",
          );
        },
        ALONE,
      ),
    ),
    ...TROUBLE.map((short) =>
      createCase(
        "KS-SEL-3",
        `${short} on opening stops with its own error, and no other engine is let loose`,
        async ({ open, provider }) => {
          const tried: string[] = [];
          const trouble = new KeyedStoreError(`KEYED_STORE_${short}`, "the file of the user is in trouble", {
            operation: "open",
          });
          const broken = createFakeProvider(provider, "native", {
            open: () => {
              throw trouble;
            },
          });
          await failsWith(
            short,
            () =>
              open({
                backend: ["native", "wasm"],
                providers: [broken, createFakeProvider(provider, "wasm", {}, tried)],
              }),
            "open",
          );
          same(tried, [], "what was tried of the other");
        },
        ALONE,
      ),
    ),
  ],
};
