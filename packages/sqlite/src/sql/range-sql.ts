/** What is done with the rows of a range. */
export type RangeAction = "find" | "countLive" | "delete";

/** What is done to the entries of a range of keys, and which bounds it has. */
export interface RangeShape {
  readonly action: RangeAction;
  readonly from: boolean;
  readonly to: boolean;
}

const LIVE = "AND (expires_at IS NULL OR expires_at > ?)";

const ACTIONS: Readonly<Record<RangeAction, { readonly begin: string; readonly end: string }>> = {
  find: { begin: "SELECT 1", end: "LIMIT 1" },
  countLive: { begin: "SELECT count(*)", end: LIVE },
  delete: { begin: "DELETE", end: "" },
};

/** The text of a statement of that shape. Its parameters: namespace, from, to, without the bounds that it has not; `countLive` then takes now. */
export function buildRangeSql({ action, from, to }: RangeShape): string {
  const { begin, end } = ACTIONS[action];
  return [
    `${begin} FROM entry INDEXED BY entry_by_key WHERE namespace_id = ?`,
    from ? "AND key >= ?" : "",
    to ? "AND key < ?" : "",
    end,
  ].join(" ");
}
