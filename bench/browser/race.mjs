import { createSampleKey, createSampleValue, measure } from "@keyed-store/conformance/bench";
import { drawn } from "../support/drawn.mjs";
import { CONTESTANTS } from "./contestants/index.mjs";

const IN_FLIGHT = 100;

/**
 * The race at one durability: who takes part, full of so many entries, and what each operation of each took. It runs on the page.
 *
 * @param {{ durability: "process" | "power", entries: number, plan: { rounds: number, turnMs: number } }} options
 */
export async function race({ durability, entries, plan }) {
  const operations = {};
  const opened = [];
  for (const { name, durabilities = [durability], open } of CONTESTANTS) {
    if (!durabilities.includes(durability)) continue;
    const store = await open({ durability, entries });
    opened.push(store);
    await fill(name, store, entries);
    Object.assign(operations, operationsOf(name, store, entries));
  }
  const samples = await measure(operations, plan);
  for (const { close } of opened) await close();
  // No browser tells what its processor did.
  return Object.fromEntries(Object.entries(samples).map(([name, { wall }]) => [name, { wall }]));
}

async function fill(name, { set, get }, entries) {
  for (let i = 0; i < entries; i++) await set(createSampleKey(i), createSampleValue(i));
  for (const i of [0, entries - 1])
    if (JSON.stringify(await get(createSampleKey(i))) !== JSON.stringify(createSampleValue(i)))
      throw new Error(`${name} gives another value`);
}

function operationsOf(name, { set, get }, entries) {
  const { key, value } = drawn(entries);
  const inFlight = (operate) => ({
    run: () => Promise.all(Array.from({ length: IN_FLIGHT }, operate)),
    per: IN_FLIGHT,
  });
  return {
    [`${name}: set`]: { run: () => set(key(), value()) },
    [`${name}: set, 100 in flight`]: inFlight(() => set(key(), value())),
    [`${name}: get`]: { run: () => get(key()) },
    [`${name}: get, 100 in flight`]: inFlight(() => get(key())),
  };
}
