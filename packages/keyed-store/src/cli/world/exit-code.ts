import { isKeyedStoreError } from "@keyed-store/core";

/** What the command answers to the shell: docs/command-line.md and `--help` tell the same. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** It was tried and failed: the disk, damaged data, a limit, a demo or import that did not hold. */
  failed: 1,
  /** The command line, an input file or the environment is wrong; nothing was done. */
  usage: 2,
  /** The store is there, the entry is not. */
  notFound: 3,
  /** Another process did not let go of the store in time. */
  busy: 4,
  /** No backend, or not the one asked for, can run here. */
  unavailable: 5,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code that tells of an error. */
export function toExitCode(error: unknown): ExitCode {
  if (!isKeyedStoreError(error)) return EXIT.failed;
  switch (error.code) {
    case "KEYED_STORE_INVALID_INPUT":
      return EXIT.usage;
    case "KEYED_STORE_BUSY":
      return EXIT.busy;
    case "KEYED_STORE_BACKEND_UNAVAILABLE":
      return EXIT.unavailable;
    default:
      return EXIT.failed;
  }
}
