/**
 * `T`, where a store can keep values of it; else a text that says why not, to which no such `T` is assignable. So
 * `<T extends Storable<T>>` takes interfaces, unions, recursive types and `unknown`, and refuses at compile time what
 * can never be stored (KS-VALUE-1), however deep. Functions that are generic over `T` hand the constraint on.
 */
// A parameter's constraint may not ask for its own, so that no conditional type here distributes over `T`; the mapped type does.
export type Storable<T> = [Extract<T, OnlyAny>] extends [never]
  ? [Extract<T, Unstorable>] extends [never]
    ? [NamesOfAny<T>] extends [never]
      ? unknown // It is `unknown`, or has no members to look at.
      : StorableMembers<T>
    : Reason<Extract<T, Unstorable>>
  : unknown;

/** Each member, judged as the whole is. */
type StorableMembers<T> = { [Name in keyof T as MemberName<T, Name>]: Storable<T[Name]> };

/** Of an array its elements, and of a primitive nothing: methods are no part of it. Neither are the symbols by which types are branded. */
type MemberName<T, Name> = T extends string | number | boolean
  ? never
  : T extends readonly unknown[]
    ? Extract<Name, number>
    : Exclude<Name, symbol>;

/** The names of the members of any type in a union. */
type NamesOfAny<T> = T extends unknown ? keyof T : never;

/** The name of a member that no value has. */
declare const nothing: unique symbol;
/** A type to which nothing but `any` is assignable. */
interface OnlyAny {
  /** What no value has. */
  readonly [nothing]: never;
}

/** Every function. */
type AnyFunction = (...parameters: never) => unknown;

/** Every class, abstract ones among them. */
type AnyConstructor = abstract new (...parameters: never) => unknown;

/** What JSON would lose or change, so that a store refuses it. */
type Unstorable =
  | AnyConstructor
  | AnyFunction
  | Date
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | RegExp
  | bigint
  | symbol;

/** Why a value is refused, for the person who reads the compiler's message. */
type Reason<T> = [T] extends [Date]
  ? "A Date cannot be stored. Store its getTime() or its toISOString()."
  : [T] extends [ReadonlyMap<unknown, unknown>]
    ? "A Map cannot be stored. Store an array of its entries."
    : [T] extends [ReadonlySet<unknown>]
      ? "A Set cannot be stored. Store an array of its values."
      : [T] extends [bigint]
        ? "A bigint cannot be stored. Store its text."
        : "Functions, symbols and regular expressions cannot be stored.";
