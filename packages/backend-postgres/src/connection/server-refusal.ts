import { getErrorCode, isError } from "@keyed-store/core";

/**
 * What a server or the network said, as far as it can be shown: the messages of some classes of errors, and the details of all, may quote stored
 * values (KS-ERR-3).
 */
export class ServerRefusal extends Error {
  override readonly name: string = "ServerRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Classes of SQLSTATE whose messages are about the server, not about data. */
const SHOWN_CLASSES = new Set(["08", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "KS"]);

/** The part of an error of the driver that can be shown. */
export function toServerRefusal(error: unknown): ServerRefusal {
  const innermost = findInnermost(error);
  const code = getErrorCode(innermost) ?? "";
  const isState = /^[0-9A-Z]{5}$/.test(code);
  const isShown = !isState || SHOWN_CLASSES.has(code.slice(0, 2));
  const message = isShown && isError(innermost) ? innermost.message : `the server refused it with ${code}`;
  return new ServerRefusal(code, message);
}

/** A lost connection says why in its cause; a name with several addresses fails with an error for each. */
function findInnermost(error: unknown): unknown {
  if (error instanceof ServerRefusal || !isError(error)) return error;
  const [first] = (error as { readonly errors?: readonly unknown[] }).errors ?? []; // of an AggregateError
  if (first !== undefined) return findInnermost(first);
  return error.cause === undefined ? error : findInnermost(error.cause);
}
