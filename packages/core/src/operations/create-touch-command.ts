import type { TouchCommand } from "../backend/command.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { EXPIRY_OPTIONS, parseExpiry } from "../handles/resolve-expiry.js";
import { checkOptions } from "../validation/check-options.js";
import { parseVersion } from "../validation/parse-version.js";

/** The command that gives an entry a new expiry: the store's own where the call names none. */
export function createTouchCommand(
  handle: NamespaceHandle<unknown>,
  inputKey: string,
  options: unknown,
  operationName: string,
): TouchCommand {
  const { ref, defaultTtlMs } = handle;
  const key = parseKey(handle, inputKey, operationName);
  const checked = checkOptions(options, [...EXPIRY_OPTIONS, "ifVersion"], "touch options", operationName);
  const expiry = parseExpiry(handle, checked, operationName) ?? { ttlMs: defaultTtlMs };
  const { ifVersion } = checked;
  if (ifVersion === undefined) return { kind: "touch", ref, key, expiry };
  return { kind: "touch", ref, key, expiry, expected: parseVersion(ifVersion, "ifVersion", operationName) };
}
