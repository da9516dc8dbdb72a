import { join } from "node:path";
import { stderr, stdout } from "node:process";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { createFakeProvider } from "../../harness/fake-provider.js";
import { throwAddonLoadError } from "../../support/throw-addon-load-error.js";
import { withEnvironmentVariable } from "../host/with-environment-variable.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const environment: Group = {
  title: "The environment",
  cases: [
    createCase(
      "KS-SEL-1",
      "KEYED_STORE_BACKEND names backends where no option does",
      async ({ open, provider }) => {
        const providers = ["native", "wasm", "third"].map((name) => createFakeProvider(provider, name));
        await withEnvironmentVariable("KEYED_STORE_BACKEND", "third, wasm", async () => {
          same(
            (await open({ backend: undefined, providers })).selection.chosen,
            "third",
            "the choice by the environment",
          );
          same((await open({ backend: "wasm", providers })).selection.chosen, "wasm", "the choice by the option");
        });
        await withEnvironmentVariable("KEYED_STORE_BACKEND", "nonesuch", async () => {
          await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: undefined, providers }), "open");
        });
      },
      ALONE,
    ),
    createCase(
      "KS-ERR-3",
      "KEYED_STORE_DIR says where, and without it or an option it is INVALID_INPUT",
      async ({ open, keyed, directory }) => {
        await withEnvironmentVariable("KEYED_STORE_DIR", join(directory, "by environment"), async () => {
          await keyed(await open({ directory: undefined })).register("key", 1);
        });
        same(await keyed(await open({ directory: join(directory, "by environment") })).lookup("key"), 1, "the value");
        await withEnvironmentVariable("KEYED_STORE_DIR", undefined, async () => {
          const error = await failsWith("INVALID_INPUT", () => open({ directory: undefined }), "open");
          expectMentions(error.message, ["directory", "KEYED_STORE_DIR"], "the message");
        });
      },
      { ...ALONE, needs: ["directory"] },
    ),
    createCase(
      "KS-SEL-5",
      "a service is where its provider says, whatever KEYED_STORE_DIR is, and refuses directory and fileName",
      async ({ open, keyed, provider }) => {
        await keyed(await open()).register("key", 1);
        await withEnvironmentVariable("KEYED_STORE_DIR", "elsewhere", async () => {
          same(await keyed(await open()).lookup("key"), 1, "the value");
        });
        for (const option of ["directory", "fileName"]) {
          const error = await failsWith("INVALID_INPUT", () => open({ [option]: "elsewhere" }), "open");
          expectMentions(error.message, [option, provider.name], "the message");
        }
      },
      { ...ALONE, needs: ["service"] },
    ),
    createCase(
      "KS-SEL-4",
      "selection prints nothing, whatever it meets",
      async ({ open, provider }) => {
        const printed: unknown[] = [];
        const [out, err] = [stdout.write, stderr.write];
        const note = (text: unknown): boolean => printed.push(text) > 0;
        try {
          stdout.write = note;
          stderr.write = note;
          const broken = ["static", "load", "trial"].map((name) =>
            createFakeProvider(provider, name, { [name === "static" ? "check" : name]: throwAddonLoadError }),
          );
          const names = [...broken.map(({ name }) => name), "sound"];
          await open({ backend: names, providers: [...broken, createFakeProvider(provider, "sound")] });
          await failsWith("BACKEND_UNAVAILABLE", () => open({ backend: names.slice(0, 3), providers: broken }), "open");
        } finally {
          stdout.write = out;
          stderr.write = err;
        }
        same(printed, [], "what was printed");
      },
      ALONE,
    ),
  ],
};
