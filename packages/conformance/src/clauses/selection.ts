import { type BackendProvider, KeyedStoreError } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { mentions, ok, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { type FakeBehaviour, fakeProvider } from "../harness/fake-provider.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** A refusal as engines give it: no error of ours, with a code of its own. */
function refuse(): never {
  throw Object.assign(new Error("this engine was built for another machine"), { code: "ERR_DLOPEN_FAILED" });
}

/** The steps at which an engine may turn out not to run here, and the stage that a rejection names. */
const REFUSALS: readonly (readonly [stage: string, behaviour: FakeBehaviour])[] = [
  ["static", { check: refuse }],
  ["load", { load: refuse }],
  ["trial", { trial: refuse }],
];

/** Trouble with the user's own file or data, which no other engine may be let loose on. */
const TROUBLE = ["OPEN_FAILED", "SCHEMA_UNSUPPORTED", "CORRUPT", "READ_FAILED", "WRITE_FAILED"] as const;

export const selection: Group = {
  title: "Selection",
  cases: [
    clause(
      "KS-SEL-1",
      "auto takes native, else wasm, and never memory",
      async ({ open, provider }) => {
        const [native, wasm, memory] = ["native", "wasm", "memory"].map((name) => fakeProvider(provider, name)) as [
          BackendProvider,
          BackendProvider,
          BackendProvider,
        ];
        const noNative = fakeProvider(provider, "native", { check: refuse });
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
        mentions(error.message, ["native"], "the message");
      },
      ALONE,
    ),
    clause(
      "KS-SEL-1",
      "an explicit backend wins, and nothing else is tried",
      async ({ open, provider }) => {
        const tried: string[] = [];
        const providers = [fakeProvider(provider, "native", {}, tried), fakeProvider(provider, "other", {}, tried)];
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
    ...REFUSALS.map(([stage, behaviour]) =>
      clause(
        "KS-SEL-1",
        `an explicit backend that cannot run fails loudly at its ${stage} step, and no other is tried`,
        async ({ open, provider }) => {
          const tried: string[] = [];
          const providers = [fakeProvider(provider, "broken", behaviour), fakeProvider(provider, "wasm", {}, tried)];
          const error = await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: "broken", providers }), "open");
          mentions(error.message, ["broken"], "the message");
          ok(error.cause !== undefined, "the cause is lost");
          same(tried, [], "what was tried of the other");
        },
        ALONE,
      ),
    ),
    ...REFUSALS.map(([stage, behaviour]) =>
      clause(
        "KS-SEL-2",
        `what is refused at its ${stage} step is told with stage, code and cause`,
        async ({ open, provider }) => {
          const providers = [fakeProvider(provider, "broken", behaviour), fakeProvider(provider, "second")];
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
    clause(
      "KS-SEL-2",
      "a candidate is really tried before the user's file is opened",
      async ({ open, provider }) => {
        const tried: string[] = [];
        await open({ backend: "auto", providers: [fakeProvider(provider, "native", {}, tried)] });
        same(tried, ["native check", "native load", "native trial", "native open"], "the steps");
      },
      ALONE,
    ),
    clause(
      "KS-SEL-1",
      "a list is tried in its order, memory too where it is named",
      async ({ open, provider }) => {
        const providers = ["native", "wasm", "memory"].map((name) => fakeProvider(provider, name));
        same((await open({ backend: ["memory", "native"], providers })).selection.chosen, "memory", "the choice");
        await failsWith("INVALID_INPUT", () => open({ backend: [], providers }), "open");
      },
      ALONE,
    ),
    clause(
      "KS-SEL-1",
      "a name that no provider bears is refused, naming those there are",
      async ({ open, provider }) => {
        const providers = ["native", "wasm"].map((name) => fakeProvider(provider, name));
        for (const backend of ["nativ", ["native", "nativ"]]) {
          const error = await failsWith("BACKEND_UNAVAILABLE", () => open({ backend, providers }), "open");
          mentions(error.message, ["nativ", "native", "wasm"], "the message");
        }
      },
      ALONE,
    ),
    ...TROUBLE.map((short) =>
      clause(
        "KS-SEL-3",
        `${short} on opening stops with its own error, and no other engine is let loose`,
        async ({ open, provider }) => {
          const tried: string[] = [];
          const trouble = new KeyedStoreError(`KEYED_STORE_${short}`, "the file of the user is in trouble", {
            operation: "open",
          });
          const broken = fakeProvider(provider, "native", {
            open: () => {
              throw trouble;
            },
          }); // prettier-ignore
          await failsWith(
            short,
            () => open({ backend: "auto", providers: [broken, fakeProvider(provider, "wasm", {}, tried)] }),
            "open",
          );
          same(tried, [], "what was tried of the other");
        },
        ALONE,
      ),
    ),
    clause(
      "KS-SEL-1",
      "the environment names the backend where no option does",
      async ({ open, provider }) => {
        const providers = ["native", "wasm", "third"].map((name) => fakeProvider(provider, name));
        const before = process.env["KEYED_STORE_BACKEND"];
        try {
          process.env["KEYED_STORE_BACKEND"] = "third, wasm";
          same(
            (await open({ backend: undefined, providers })).selection.chosen,
            "third",
            "the choice by the environment",
          );
          same((await open({ backend: "wasm", providers })).selection.chosen, "wasm", "the choice by the option");
          process.env["KEYED_STORE_BACKEND"] = "nonesuch";
          await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: undefined, providers }), "open");
        } finally {
          if (before === undefined) delete process.env["KEYED_STORE_BACKEND"];
          else process.env["KEYED_STORE_BACKEND"] = before;
        }
      },
      ALONE,
    ),
  ],
};
