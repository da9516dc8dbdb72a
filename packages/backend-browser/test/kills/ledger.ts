/** What a page says that the store has answered. */
export type Acknowledgement =
  | { readonly kind: "single" | "pair"; readonly key: string; readonly number: number }
  | { readonly kind: "count"; readonly value: number }
  | { readonly kind: "prize"; readonly name: string; readonly winner: number };

/** What is in the store. */
export interface Findings {
  readonly single: readonly (readonly [key: string, number: number])[];
  readonly left: readonly (readonly [key: string, number: number])[];
  readonly right: readonly (readonly [key: string, number: number])[];
  readonly count: number;
  /** With the record of each claim as JSON. */
  readonly prizes: readonly (readonly [name: string, record: string])[];
}

/** All that was acknowledged to anyone, whatever became of them. */
export interface Ledger {
  /** How many acknowledgements came. */
  readonly acknowledged: number;
  /** How many numbers were found that nobody had been told of: writes that were cut off behind their commit. */
  readonly unacknowledged: number;
  /** What cannot be, such as a prize that was won twice; empty where all is well. */
  readonly problems: readonly string[];
  note(acknowledgement: Acknowledgement): void;
  /** Compares with what is in the store now, while nobody writes, and adds to the problems. */
  compare(findings: Findings, where: string): void;
}

/** Begins with nothing acknowledged. */
export function createLedger(): Ledger {
  const numbers = { single: new Map<string, number>(), pair: new Map<string, number>() };
  const counts = new Set<number>();
  const winners = new Map<string, number>();
  const problems: string[] = [];
  const surprises = new Set<string>();
  let acknowledged = 0;

  const compareNumbers = (kind: "single" | "pair", found: ReadonlyMap<string, number>, where: string): void => {
    for (const [key, number] of numbers[kind]) {
      const there = found.get(key) ?? -1;
      if (there < number) problems.push(`${where}: ${kind} ${key} is ${there}, and ${number} was acknowledged`);
      if (there > number) surprises.add(`${kind} ${key} ${there}`);
    }
  };

  return {
    get acknowledged() {
      return acknowledged;
    },
    get unacknowledged() {
      return surprises.size;
    },
    problems,
    note(acknowledgement) {
      acknowledged++;
      switch (acknowledgement.kind) {
        case "count":
          if (counts.has(acknowledgement.value)) problems.push(`the count ${acknowledgement.value} was given twice`);
          counts.add(acknowledgement.value);
          break;
        case "prize":
          if (winners.has(acknowledgement.name)) problems.push(`${acknowledgement.name} was won twice`);
          winners.set(acknowledgement.name, acknowledgement.winner);
          break;
        default: {
          const { kind, key, number } = acknowledgement;
          numbers[kind].set(key, Math.max(number, numbers[kind].get(key) ?? -1));
        }
      }
    },
    compare(findings, where) {
      compareNumbers("single", new Map(findings.single), where);
      compareNumbers("pair", new Map(findings.left), where);
      const halves = [findings.left, findings.right].map((half) => JSON.stringify([...half].sort()));
      if (halves[0] !== halves[1]) problems.push(`${where}: a pair is half there`);
      const most = Math.max(0, ...counts);
      if (findings.count < most) problems.push(`${where}: the count is ${findings.count}, and ${most} was given`);
      const records = new Map(findings.prizes);
      for (const [name, winner] of winners)
        if (records.get(name)?.includes(String(winner)) !== true)
          problems.push(`${where}: ${name} was won by ${winner}, and its record is ${records.get(name)}`);
    },
  };
}
