/** Whether `value` is an ordinary object of some realm, or one without a prototype (KS-VALUE-1). */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isBuiltInPrototype("Object", prototype);
}

/** Whether an array is an ordinary one of some realm, not of a class that extends Array. */
export function isPlainArray(array: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(array);
  return prototype === Array.prototype || isBuiltInPrototype("Array", prototype);
}

/**
 * Whether `prototype` belongs to the class built in under `name` in another realm, such as a `vm` context or a frame.
 * The text of a built-in function cannot be forged by one written in JavaScript.
 */
function isBuiltInPrototype(name: "Object" | "Array", prototype: unknown): boolean {
  if (typeof prototype !== "object" || prototype === null) return false;
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return (
    typeof maker === "function" &&
    Function.prototype.toString.call(maker) === BUILT_IN[name] &&
    Object.getOwnPropertyDescriptor(maker, "prototype")?.value === prototype
  );
}

const BUILT_IN = {
  Object: Function.prototype.toString.call(Object),
  Array: Function.prototype.toString.call(Array),
};
