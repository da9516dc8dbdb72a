// Parts of the platform that neither Node's types nor those of other packages here have. The types of browsers would reach all who
// import this package.
declare global {
  /** A dedicated worker, as it is started. */
  const Worker: new (
    script: URL,
    options: { readonly type: "module"; readonly name: string },
  ) => import("./page/browser-worker.js").BrowserWorker;

  namespace WebAssembly {
    const compile: (bytes: ArrayBuffer | Uint8Array) => Promise<Module>;
    const compileStreaming: (response: Response) => Promise<Module>;
  }
}

export {};
