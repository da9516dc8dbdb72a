import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { register } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * One process, one directory, and the package in it twice: another copy of it, with copies of all that it needs, and the same copy
 * evaluated once more, as hot reloading does. Each writes while the others have the store open; nothing is lost, and nobody waits.
 */
const HOOK = `export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const isAgain = context.parentURL?.endsWith("?again") && resolved.url.startsWith("file:");
  return isAgain ? { ...resolved, url: resolved.url + "?again" } : resolved;
}`;
register(`data:text/javascript,${encodeURIComponent(HOOK)}`);

const [, , backend, copy] = process.argv;
const libraries = await Promise.all(
  [
    "keyed-store",
    new URL(`${copy}/node_modules/keyed-store/dist/index.js`, import.meta.url),
    `${import.meta.resolve("keyed-store")}?again`,
  ].map((specifier) => import(String(specifier))),
);
assert.equal(new Set(libraries.map(({ openStateStore }) => openStateStore)).size, 3);

const SPACE = { namespace: "n", maxEntries: 900 };
const directory = mkdtempSync(join(tmpdir(), "keyed-store-twice-"));
const stores = [];
for (const { openStateStore } of libraries)
  stores.push(await openStateStore({ directory, backend, busyTimeoutMs: 20_000 }));
const handles = stores.map((store) => store.openKeyedStore(SPACE));
for (let round = 0; round < 100; round++) {
  await Promise.all(handles.map((keyed, index) => keyed.register(`${round} of ${index}`, round)));
}
for (const keyed of handles) assert.equal(await keyed.count(), 300);
const winners = await Promise.all(handles.map((keyed) => keyed.registerIfAbsent("once", 1)));
assert.equal(winners.filter(Boolean).length, 1);

const refused = await handles[1].register("", 1).catch((error) => error);
for (const { isKeyedStoreError } of libraries) assert.ok(isKeyedStoreError(refused));

await stores[0].close();
await handles[1].register("after", 1);
await stores[1].close();
await handles[2].register("after", 2);
assert.equal(await handles[2].count(), 302);
await stores[2].close();
const left = readdirSync(directory).filter((name) => name !== "state.sqlite" && name !== "state.sqlite.sessions");
assert.deepEqual(left, []);
rmSync(directory, { recursive: true });
console.log(`done: ${backend}`);
