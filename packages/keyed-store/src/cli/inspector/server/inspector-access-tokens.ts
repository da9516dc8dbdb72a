import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a code for one opening can be used. */
const CODE_LIFETIME_MS = 60_000;

/** The secrets of one run of the inspector. Without one of them the server tells nothing of the store. */
export interface InspectorAccessTokens {
  /** 256 random bits, as the address that is printed has them. */
  readonly token: string;
  /** Whether it is the token, found out in the same time whatever is given. */
  matches(given: string | undefined): boolean;
  /** A code that gives the token once, and soon: other users of the machine can read what a browser is started with. */
  createOneTimeCode(): string;
  /** The token for a code, which is used up by that; undefined for any other text. */
  redeemOneTimeCode(code: string): string | undefined;
}

/** Makes the secrets of one run. */
export function createInspectorAccessTokens(now: () => number): InspectorAccessTokens {
  const token = createSecret();
  const codes: { readonly code: string; readonly until: number }[] = [];
  return {
    token,
    matches: (given) => given !== undefined && isEqualInConstantTime(given, token),
    createOneTimeCode() {
      const code = createSecret();
      codes.push({ code, until: now() + CODE_LIFETIME_MS });
      return code;
    },
    redeemOneTimeCode(code) {
      const position = codes.findIndex((each) => isEqualInConstantTime(each.code, code));
      if (position === -1) return undefined;
      const [found] = codes.splice(position, 1);
      return found !== undefined && now() < found.until ? token : undefined;
    },
  };
}

const createSecret = (): string => randomBytes(32).toString("base64url");

/** Digests are of one length, so that neither length nor content can be told from the time. */
function isEqualInConstantTime(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
