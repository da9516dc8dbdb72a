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
  const contestants = {};
  const opened = [];
  for (const { name, durabilities = [durability], operations, open } of CONTESTANTS) {
    if (!durabilities.includes(durability)) continue;
    const store = await open({ durability, entries });
    opened.push(store);
    await fill(name, store, entries);
    for (const [operation, contestant] of Object.entries(operationsOf(store, entries)))
      if (operations === undefined || operations.includes(operation)) contestants[`${name}: ${operation}`] = contestant;
  }
  const samples = await measure(contestants, plan);
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

function operationsOf(
  { set, get, setAll = eachOf(({ key, value }) => set(key, value)), getAll = eachOf(get) },
  entries,
) {
  const { key, value } = drawn(entries);
  const many = (draw) => Array.from({ length: IN_FLIGHT }, draw);
  return {
    set: { run: () => set(key(), value()) },
    "set, 100 in flight": { run: () => setAll(many(() => ({ key: key(), value: value() }))), per: IN_FLIGHT },
    get: { run: () => get(key()) },
    "get, 100 in flight": { run: () => getAll(many(key)), per: IN_FLIGHT },
  };
}

function eachOf(operate) {
  return (all) => Promise.all(all.map((one) => operate(one)));
}
