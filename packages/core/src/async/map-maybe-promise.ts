/** Applies `transform` to a value: at once, or later where the value is a promise. */
export function mapMaybePromise<A, B>(value: A | Promise<A>, transform: (value: A) => B | Promise<B>): B | Promise<B> {
  return value instanceof Promise ? value.then(transform) : transform(value);
}

/** All of the values: as they are, or a promise of them where one is a promise. */
export function collectMaybePromises<A>(values: (A | Promise<A>)[]): A[] | Promise<A[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as A[]);
}
