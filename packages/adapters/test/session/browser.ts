/** A client that keeps cookies, and what it is answered: a status where that is not 200, else the body. */
export interface Browser {
  get(path: string): Promise<string | number>;
  /** Its next requests go there; the cookies go along. */
  moveTo(url: string): void;
  /** Whether it was told to keep or change a cookie since the last time that it was asked. */
  wasGivenCookie(): boolean;
  /** Another one with the same cookies. */
  copy(): Browser;
}

/** Opens a browser at a server. */
export function openBrowser(firstUrl: string, cookies: Map<string, string> = new Map()): Browser {
  let url = firstUrl;
  let given = false;
  return {
    async get(path) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(`${url}${path}`, { headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") cookies.delete(name);
        else cookies.set(name, value);
        given = true;
      }
      const body = await response.text();
      return response.status === 200 ? body : response.status;
    },
    moveTo(other) {
      url = other;
    },
    wasGivenCookie() {
      const was = given;
      given = false;
      return was;
    },
    copy: () => openBrowser(url, new Map(cookies)),
  };
}
