/**
 * The result of what tells by events whether it worked out: a request of IndexedDB, or a transaction, which has none.
 *
 * @param {EventTarget} work
 * @param {"success" | "complete"} event told when it did
 */
export function settled(work, event) {
  return new Promise((resolve, reject) => {
    work.addEventListener(event, () => resolve(work.result));
    for (const failure of ["error", "abort"])
      work.addEventListener(failure, () => reject(new Error(`IndexedDB says "${failure}"`, { cause: work.error })));
  });
}
