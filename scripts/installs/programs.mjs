/*
 * The programs that the install checks run. What they write is there when the store is opened again, and each prints as JSON
 * which backend it got, and why.
 */

/** Statements that need a function `open`, and may await. */
const WRITE_AND_REOPEN = `const store = await open();
await store.openKeyedStore({ namespace: "n", maxEntries: 10 }).register("key", { written: true });
await store.close();
const again = await open();
const value = await again.openKeyedStore({ namespace: "n", maxEntries: 10 }).lookup("key");
const { chosen, rejected } = again.selection;
await again.close();
console.log(JSON.stringify({ chosen, kept: value?.written === true, rejected: rejected.map(({ name, stage, code, message }) => ({ name, stage, code, message })) }));`;

/**
 * An ES module.
 *
 * @param {string} imports where `openStateStore` comes from, as code
 * @param {string} [options] more of the options, as code
 */
export function program(imports, options = "") {
  return `import { fileURLToPath } from "node:url";
${imports}
const open = () => openStateStore({ directory: fileURLToPath(new URL("./state", import.meta.url))${options} });
${WRITE_AND_REOPEN}
`;
}

/** With all that a default install brings. */
export const WITH_UMBRELLA = program('import { openStateStore } from "keyed-store";');
/** With core and one backend. */
export const WITH_WASM_ALONE = program(
  'import { wasmProvider } from "@keyed-store/backend-wasm";\nimport { openStateStore } from "@keyed-store/core";',
  ", providers: [wasmProvider()]",
);

/** One that can be made CommonJS: it awaits nothing at its top, and asks nobody where it is. */
export const BUNDLED = `import { openStateStore } from "keyed-store";
const open = () => openStateStore({ directory: process.cwd() + "/state" });
const main = async () => {
${WRITE_AND_REOPEN}
};
main().catch((error) => console.log(JSON.stringify({ chosen: "none", kept: false, rejected: [{ name: "all", message: error.message }] })));
`;
