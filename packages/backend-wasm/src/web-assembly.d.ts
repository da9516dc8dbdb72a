// The part of the standard in use. Node has it; the types of Node leave it to the browser's, which do not belong here.
declare global {
  namespace WebAssembly {
    interface Memory {
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    interface Module {
      readonly [brand]: "module";
    }
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    type Imports = Record<string, Record<string, unknown>>;

    const brand: unique symbol;
    const Memory: new (descriptor: { readonly initial: number }) => Memory;
    const Instance: new (module: Module, imports: Imports) => Instance;
    const Module: {
      new (bytes: ArrayBuffer | Uint8Array): Module;
      imports(module: Module): { readonly module: string; readonly name: string }[];
      exports(module: Module): { readonly name: string }[];
    };
  }
}

export {};
