import { count, table } from "../figures.mjs";

/** What the thread of the host has of it. */
export function eventLoop({ "event-loop": data }) {
  const rows = Object.entries(data).flatMap(([backend, threads]) =>
    Object.entries(threads).map(([thread, { p50Ms, p99Ms, maxMs, writesPerSecond }]) => [
      backend,
      `\`"${thread}"\``,
      ...[p50Ms, p99Ms, maxMs].map((ms) => `${ms.toFixed(2)} ms`),
      count(writesPerSecond),
    ]),
  );
  return `## The event loop

256 writers keep a store busy with writes that survive the loss of power, each awaiting its last write, while a timer of the host
asks to be called in a millisecond. How much later it comes:

${table(["backend", "`thread`", "half of the time", "99 of 100", "the latest", "writes a second"], rows)}

On the main thread the store lets others have it every ten to twenty milliseconds, between two commits. With \`thread: "worker"\`
only posting and answering is left there; a single operation takes longer by the way there and back.`;
}
