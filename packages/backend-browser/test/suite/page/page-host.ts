import { parseSize, type SuiteHost } from "@keyed-store/conformance/portable";
import type { SuiteSettings } from "../suite-protocol.js";
import { opfsFiles } from "./opfs-files.js";

/** A page as the host of the suite. */
export function createPageHost({ size, runsVariants, replay }: SuiteSettings): SuiteHost {
  return {
    name: navigator.userAgent,
    size: parseSize(size),
    runsVariants,
    replay,
    lacksPosix: true,
    files: opfsFiles,
    parseInOtherRealm(json) {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      // The globals of another page, whatever its type says of them.
      const realm = frame.contentWindow as (Window & { readonly JSON: typeof JSON }) | null;
      if (realm === null) throw new Error("a frame has no window");
      return realm.JSON.parse(json);
    },
    watchUnhandledRejections(note) {
      const listener = (event: PromiseRejectionEvent): void => {
        event.preventDefault();
        note(event.reason);
      };
      addEventListener("unhandledrejection", listener);
      return () => removeEventListener("unhandledrejection", listener);
    },
    tally: () => undefined,
  };
}
