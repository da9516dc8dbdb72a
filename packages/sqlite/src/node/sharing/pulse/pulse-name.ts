import type { SharingMode } from "../../../host/sharing-mode.js";
import type { SessionNonce } from "../session/session.js";
import type { PulseKind } from "./pulse-kind.js";

/** Whether its session is in, and how, or not. It repeats what the session's record says, in case someone removes that. */
export type PulseMode = SharingMode | "idle";

/** What the name of a pulse says. */
export interface PulseName {
  readonly name: string;
  readonly mode: PulseMode;
  /** The nonce of its session. */
  readonly nonce: SessionNonce;
  /** From where others can connect to it, see `findSupportedPulseKind`. */
  readonly kind: PulseKind;
}

const PULSE = /^pulse\.(?<mode>idle|shared|exclusive)\.(?<nonce>[0-9a-f]{12})\.(?<kind>[0-9a-z-]{1,24})$/;

/** The name of a session's pulse, short enough for the address of a socket. */
export function formatPulseName(mode: PulseMode, sessionNonce: SessionNonce, pulseKind: PulseKind): string {
  return `pulse.${mode}.${sessionNonce}.${pulseKind}`;
}

/** Reads the name of a pulse; undefined for any other name. */
export function parsePulseName(fileName: string): PulseName | undefined {
  const { mode, nonce, kind } = PULSE.exec(fileName)?.groups ?? {};
  if (mode !== "idle" && mode !== "shared" && mode !== "exclusive") return undefined;
  return nonce === undefined || kind === undefined ? undefined : { name: fileName, mode, nonce, kind };
}

/** The pulse of the session with that nonce, among names of a directory of session records. */
export function findPulseNameOfSession(
  fileNames: readonly string[],
  sessionNonce: SessionNonce,
): PulseName | undefined {
  const name = fileNames.find((each) => each.startsWith("pulse.") && each.includes(`.${sessionNonce}.`));
  return name === undefined ? undefined : parsePulseName(name);
}

/** The name under which a pulse is made, before others can connect to it. */
export function formatUnfinishedPulseName(sessionNonce: SessionNonce): string {
  return `.pulse-${sessionNonce}`;
}

/** Whether a name is one under which a pulse is made. */
export function isUnfinishedPulseName(fileName: string): boolean {
  return /^\.pulse-[0-9a-f]{12}$/.test(fileName);
}
