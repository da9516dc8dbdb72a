/**
 * What the suite must know of a backend that is a service (`BackendProvider.place`): where a case speaks of a directory, it asks this for
 * a place of its own. Every place is removed: never point it at data.
 */
export interface ServiceUnderTest {
  /**
   * Makes a place in which there is no store yet, such as a new schema, and gives what names it: any text, which other processes are given
   * too. `BackendUnderTest.provider` is called with it.
   */
  readonly createPlace: () => Promise<string>;
  /** Removes a place with all that is in it. No store is open there. */
  readonly removePlace: (place: string) => Promise<void>;
  /** Puts `text` where the JSON of every entry with this key is stored, as no store would; without it, damaged rows are not tested. */
  readonly damageValue?: (place: string, key: string, text: string) => Promise<void>;
}
