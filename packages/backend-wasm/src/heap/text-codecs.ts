/** What makes text of UTF-8, and the other way. */
export interface TextCodecs {
  readonly encoder: { encodeInto(text: string, bytes: Uint8Array): { readonly written: number } };
  readonly decoder: { decode(bytes: Uint8Array): string };
}

/** Where the classes are: the globals of a host, or a module of it. */
export interface TextCodecClasses {
  readonly TextEncoder: new () => TextCodecs["encoder"];
  readonly TextDecoder: new (encoding: "utf-8", options: { readonly ignoreBOM: true }) => TextCodecs["decoder"];
}

let codecs: TextCodecs | undefined;

/** The codecs in use: those of the globals, unless the host has brought its own. */
export function getTextCodecs(): TextCodecs {
  codecs ??= createTextCodecs(globalThis);
  return codecs;
}

/** Brings the codecs of a host whose globals may have none, as simulated browsers do. */
export function bringTextCodecs(classes: TextCodecClasses): void {
  codecs = createTextCodecs(classes);
}

function createTextCodecs({ TextEncoder, TextDecoder }: TextCodecClasses): TextCodecs {
  // Without ignoreBOM a text that begins with U+FEFF would come back without it.
  return { encoder: new TextEncoder(), decoder: new TextDecoder("utf-8", { ignoreBOM: true }) };
}
