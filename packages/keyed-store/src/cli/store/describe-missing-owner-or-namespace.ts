import { findNearestName, type ReadOnlyStateStore } from "@keyed-store/core";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { toPrintableText } from "../output/to-printable-text.js";

/** So many names are told where none is near. */
const TOLD = 5;

/**
 * What to say of an owner, or of a namespace of it, that has no live entry: most often it is misspelt, so the nearest one that has some is
 * named, or else those there are. `undefined` where there are entries.
 */
export async function describeMissingOwnerOrNamespace(
  store: ReadOnlyStateStore,
  owner: string,
  namespace?: string,
): Promise<string | undefined> {
  const owners = await store.owners();
  const found = owners.find((usage) => usage.owner === owner);
  if (owners.length === 0) return "the whole store has no live entry";
  if (found === undefined) {
    const names = owners.map((usage) => usage.owner);
    return `no owner ${toPrintableText(owner)} has live entries${formatNearestNameHint(owner, names)}`;
  }
  const names = found.namespaces.map((usage) => usage.namespace);
  if (namespace === undefined || names.includes(namespace)) return undefined;
  const place = `${toPrintableText(owner)} has no namespace ${toPrintableText(namespace)} with live entries`;
  return `${place}${formatNearestNameHint(namespace, names)}`;
}

/** Says it on standard error, so that what a command prints for programs stays as it is. */
export async function printNoteIfOwnerOrNamespaceMissing(
  environment: CommandEnvironment,
  store: ReadOnlyStateStore,
  owner: string,
  namespace?: string,
): Promise<void> {
  const text = await describeMissingOwnerOrNamespace(store, owner, namespace);
  if (text !== undefined) await environment.stderr.write(`note: ${text}\n`);
}

function formatNearestNameHint(name: string, names: readonly string[]): string {
  const nearest = findNearestName(name, names);
  if (nearest !== undefined) return `; did you mean ${toPrintableText(nearest)}?`;
  const told = names.slice(0, TOLD).map(toPrintableText).join(", ");
  return `; there are: ${told}${names.length > TOLD ? ", …" : ""}`;
}
