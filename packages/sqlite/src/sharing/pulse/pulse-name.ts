import type { SharingMode } from "../session/mode.js";

/** Whether its session is in, and how, or not. It repeats what the session's record says, in case someone removes that. */
export type PulseMode = SharingMode | "idle";

/** What the name of a pulse says. */
export interface PulseName {
  readonly name: string;
  readonly mode: PulseMode;
  /** The nonce of its session. */
  readonly nonce: string;
  /** From where others can connect to it, see `detectPulseKind`. */
  readonly kind: string;
}

const PULSE = /^pulse\.(?<mode>idle|shared|exclusive)\.(?<nonce>[0-9a-f]{12})\.(?<kind>[0-9a-z-]{1,24})$/;

/** The name of a session's pulse, short enough for the address of a socket. */
export function pulseName(mode: PulseMode, nonce: string, kind: string): string {
  return `pulse.${mode}.${nonce}.${kind}`;
}

/** Reads the name of a pulse; undefined for any other name. */
export function parsePulse(name: string): PulseName | undefined {
  const { mode, nonce, kind } = PULSE.exec(name)?.groups ?? {};
  if (mode !== "idle" && mode !== "shared" && mode !== "exclusive") return undefined;
  return nonce === undefined || kind === undefined ? undefined : { name, mode, nonce, kind };
}

/** The pulse of the session with that nonce, among names of a directory of session records. */
export function findPulse(names: readonly string[], nonce: string): PulseName | undefined {
  const name = names.find((each) => each.startsWith("pulse.") && each.includes(`.${nonce}.`));
  return name === undefined ? undefined : parsePulse(name);
}

/** The name under which a pulse is made, before others can connect to it. */
export function unfinishedPulseName(nonce: string): string {
  return `.pulse-${nonce}`;
}

/** Whether a name is one under which a pulse is made. */
export function isUnfinishedPulse(name: string): boolean {
  return /^\.pulse-[0-9a-f]{12}$/.test(name);
}
