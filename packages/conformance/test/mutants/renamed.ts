import type { Command, NamespaceRef } from "@keyed-store/core";

/** Understands names in another way than they were meant. */
export function renamed(
  change: (space: NamespaceRef) => NamespaceRef,
  key: (key: string) => string = (same) => same,
): (command: Command) => Command {
  return (command) => {
    if (!("space" in command)) return command;
    const there = { ...command, space: change(command.space) };
    return "key" in there ? { ...there, key: key(there.key) } : there;
  };
}
