import type { Command, NamespaceRef } from "@keyed-store/core";

/** Understands names in another way than they were meant. */
export function renamed(
  change: (ref: NamespaceRef) => NamespaceRef,
  key: (key: string) => string = (same) => same,
): (command: Command) => Command {
  return (command) => {
    if (!("ref" in command)) return command;
    const there = { ...command, ref: change(command.ref) };
    return "key" in there ? { ...there, key: key(there.key) } : there;
  };
}
