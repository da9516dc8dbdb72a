/** Goes on with a value: at once where it is there, later where it is promised. */
export function mapMaybePromise<A, B>(value: A | Promise<A>, next: (value: A) => B | Promise<B>): B | Promise<B> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** All of the values: at once where all are there. */
export function allMaybePromises<A>(values: (A | Promise<A>)[]): A[] | Promise<A[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as A[]);
}
