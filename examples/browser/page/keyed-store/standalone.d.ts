// The server puts the package's own file here; this tells editors what it is.
export * from "@keyed-store/backend-browser/standalone";
