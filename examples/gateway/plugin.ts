import type { JsonValue, PluginState } from "keyed-store";

/** A plugin: what `plugins/*.mjs` export by default. */
export interface Plugin {
  /** Its name, the owner of its state, and the first part of its addresses. */
  readonly id: string;
  start(host: PluginHost): RunningPlugin | Promise<RunningPlugin>;
}

/** What the host gives a plugin. */
export interface PluginHost {
  /** Its state, and nobody else's. */
  readonly state: PluginState;
  /** Hands something to the agent behind the gateway; rejects if the agent did not take it. */
  readonly tellAgent: (what: string, message: JsonValue) => Promise<void>;
  /** Which instance of the gateway this is. */
  readonly instance: string;
  /** How long a claim on work lasts. */
  readonly leaseMs: number;
}

/** A plugin at work. */
export interface RunningPlugin {
  /** What it does with `POST /<id>/<action>`. */
  readonly actions: Readonly<Record<string, Action>>;
  /** What the status page shows of it. */
  readonly counts: Readonly<Record<string, number>>;
  /** Completes what was begun; the store is still open. */
  stop?(): Promise<void>;
}

/** Answers the JSON body of a request. */
export type Action = (body: Fields) => Answer | Promise<Answer>;

/** The members of a JSON object from outside: anything may be in them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What goes back, with status 200 unless there is a reason for another. */
export interface Answer {
  readonly status?: number;
  /** Milliseconds after which it is worth trying again. */
  readonly retryAfterMs?: number;
  readonly body: JsonValue;
}
