/** Goes to the end, and gives how many there were. */
export function countItems(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count++;
  return count;
}
