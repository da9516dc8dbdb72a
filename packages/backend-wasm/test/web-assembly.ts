interface WebAssemblyApi {
  readonly Memory: { readonly prototype: { grow(pages: number): number } };
  Module: new (bytes: Uint8Array) => object;
}

/** The part of WebAssembly that tests watch; the types of Node leave it out. */
export const webAssembly: WebAssemblyApi = Reflect.get(globalThis, "WebAssembly");
