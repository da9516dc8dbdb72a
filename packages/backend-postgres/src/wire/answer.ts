import type { EpochMs } from "@keyed-store/core";
import type { Row } from "../driver/driver.js";

/** A row of an answer: an entry, or what else an operation gives as rows. */
export interface AnswerRow {
  readonly key: string | null;
  readonly json: string | null;
  readonly version: number | null;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
}

/** Something to tell beside the result of an operation. */
export interface AnswerNotice {
  readonly kind: number;
  readonly namespace: string | null;
  readonly count: number;
}

/** What the database answers a batch with, by the position of its operations. */
export interface Answer {
  readonly statuses: readonly number[];
  readonly counts: readonly number[];
  readonly rows: ReadonlyMap<number, readonly AnswerRow[]>;
  /** The first expiry among what was looked at, after the time of the answer. */
  readonly soonest: EpochMs | null;
  readonly notices: ReadonlyMap<number, readonly AnswerNotice[]>;
}

/** An answer as the type `answer_1` has it: columns side by side. */
interface AnswerColumns {
  readonly status: readonly number[];
  readonly counts: readonly number[];
  readonly row_op: readonly number[];
  readonly row_key: readonly (string | null)[];
  readonly row_json: readonly (string | null)[];
  readonly row_version: readonly (number | null)[];
  readonly row_created: readonly EpochMs[];
  readonly row_expires: readonly (EpochMs | null)[];
  readonly soonest: readonly (EpochMs | null)[] | null;
  readonly notice_op: readonly number[] | null;
  readonly notice_kind: readonly number[];
  readonly notice_namespace: readonly (string | null)[];
  readonly notice_count: readonly number[];
}

/** Reads the answer that is the only column of the only row, a text of JSON: pg decodes no binary results. */
export function decodeAnswer(rows: readonly Row[]): Answer {
  const columns = JSON.parse(rows[0]?.[0] ?? "") as AnswerColumns; // our own functions made it
  return {
    statuses: columns.status,
    counts: columns.counts,
    rows: groupByOperation(columns.row_op, (at) => ({
      key: columns.row_key[at] ?? null,
      json: columns.row_json[at] ?? null,
      version: columns.row_version[at] ?? null,
      createdAt: columns.row_created[at] ?? 0,
      expiresAt: columns.row_expires[at] ?? null,
    })),
    soonest: columns.soonest?.[0] ?? null,
    notices: groupByOperation(columns.notice_op ?? [], (at) => ({
      kind: columns.notice_kind[at] ?? 0,
      namespace: columns.notice_namespace[at] ?? null,
      count: columns.notice_count[at] ?? 0,
    })),
  };
}

/** Operations are numbered from 1 in the database, from 0 here. */
function groupByOperation<T>(operations: readonly number[], make: (at: number) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  operations.forEach((operation, at) => {
    const position = operation - 1;
    const group = groups.get(position);
    if (group === undefined) groups.set(position, [make(at)]);
    else group.push(make(at));
  });
  return groups;
}
