/** What a store can keep (KS-VALUE-1): JSON, and nothing that JSON cannot give back deep-equal. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
