import type { Protocol } from "./protocol.js";
import type { TakeStep } from "./world.js";

/*
 * Ways to share a file by one lock file of a fixed name that holds its owner, and to take it over from a dead owner. All
 * are published; all but the last are broken. The lock appears in one step with its content, which is more than most of
 * their implementations do.
 */

/** Gets the lock out of the way of process `me`, which found it to be of `owner`, who is dead. */
type Takeover = (me: number, owner: number, step: TakeStep) => void;

/** Sees that the lock is stale, and removes it by its name. */
export const removeThenCreate: Takeover = (_me, _owner, step) => remove("lock", step);

/** Moves the lock to a private name, looks whose it was, and puts it back if that was someone else's. */
export const renameThenVerify: Takeover = (me, owner, step) => {
  const mine = `stale ${me}`;
  if (!rename("lock", mine, step)) return;
  if (read(mine, step) === owner) remove(mine, step);
  else rename(mine, "lock", step);
};

/** Takes a second lock for the time of the removal, and removes that one too when its owner has died. */
export const oneBreakerLock: Takeover = (me, owner, step) => {
  if (create("breaker", me, step)) {
    if (read("lock", step) === owner) remove("lock", step);
    remove("breaker", step);
  } else {
    const breaker = read("breaker", step);
    if (breaker !== undefined && isDead(breaker, step)) remove("breaker", step);
  }
};

/** Takes a second lock that bears the dead owner's name, or if the one who took that has died, a third one, and so on. */
export const breakNamePerOwner: Takeover = (me, owner, step) => {
  for (let turn = 0; ; turn++) {
    if (create(`break ${owner} #${turn}`, me, step)) {
      if (read("lock", step) === owner) remove("lock", step);
      for (let mine = turn; mine >= 0; mine--) remove(`break ${owner} #${mine}`, step);
      return;
    }
    const breaker = read(`break ${owner} #${turn}`, step);
    if (breaker === undefined || !isDead(breaker, step)) return;
  }
};

/** Sharing by a lock file and such a takeover, for processes that each must be alone. */
export function lockFile(takeOver: Takeover): Protocol<null> {
  return {
    exclusive: () => true,
    tidy: false,
    begin: () => null,
    enter(me, _memory, step) {
      if (create("lock", me, step)) return true;
      const owner = read("lock", step);
      if (owner !== undefined && isDead(owner, step)) takeOver(me, owner, step);
      return false;
    },
    wanted: () => true,
    leave: (_me, _memory, step) => remove("lock", step),
    close: () => {},
  };
}

function create(name: string, owner: number, step: TakeStep): boolean {
  return step(`creates ${name}`, ({ files }) => !files.has(name) && files.set(name, String(owner)) === files);
}

function read(name: string, step: TakeStep): number | undefined {
  const owner = step(`reads ${name}`, ({ files }) => files.get(name) ?? "nobody");
  return owner === "nobody" ? undefined : Number(owner);
}

function remove(name: string, step: TakeStep): void {
  step(`removes ${name}`, ({ files }) => files.delete(name));
}

function rename(from: string, to: string, step: TakeStep): boolean {
  return step(`renames ${from} to ${to}`, ({ files }) => {
    const content = files.get(from);
    if (content === undefined) return false;
    files.delete(from);
    files.set(to, content);
    return true;
  });
}

function isDead(process: number, step: TakeStep): boolean {
  return step(`judges ${process}`, ({ dead }) => dead.has(process), process);
}
