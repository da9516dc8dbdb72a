/**
 * Whether two values are the same data: JSON values and plain objects with `undefined` members. Stricter than most:
 * -0 is not 0, an own `__proto__` counts, an absent member differs from one that is `undefined`.
 */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Reflect.ownKeys(left);
  if (names.length !== Reflect.ownKeys(right).length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && deepEqual(readOwnProperty(left, name), readOwnProperty(right, name)),
  );
}

// Read through the descriptor: `object.__proto__` would give the prototype.
function readOwnProperty(holder: object, name: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(holder, name)?.value;
}
