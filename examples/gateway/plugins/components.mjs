import { readFieldsList, readOptionalText, readOptionalWholeNumber, readText } from "../http/read-fields.mjs";

const HALF_AN_HOUR_MS = 30 * 60_000;

/**
 * A button or a modal that waits for its user.
 *
 * @typedef {object} Component
 * @property {1} version of this format
 * @property {string | undefined} user who may use it; anyone where absent
 * @property {boolean} reusable
 * @property {Group} group what is used up together with it
 *
 * @typedef {{ readonly buttons: readonly string[], readonly modals: readonly string[] }} Group
 */

/**
 * Buttons and modals of messages. Those of one message are registered together, all or none. Using one uses up the whole group, in
 * one step, so that of two clicks on two buttons of a question one counts; a reusable one is only looked at.
 *
 * @type {import("../plugin.js").Plugin}
 */
export default {
  id: "components",
  start({ state }) {
    const counts = { shown: 0, accepted: 0, refused: 0, gone: 0 };
    const options = /** @type {const} */ ({
      maxEntries: 500,
      defaultTtlMs: HALF_AN_HOUR_MS,
      undefinedFields: "drop",
    });
    /** @type {import("keyed-store").KeyedStore<Component>} */
    const buttons = state.openKeyedStore({ namespace: "buttons", ...options });
    /** @type {import("keyed-store").KeyedStore<Component>} */
    const modals = state.openKeyedStore({ namespace: "modals", ...options });

    return {
      counts,
      actions: {
        async show(body) {
          const shown = { buttons: readFieldsList(body, "buttons"), modals: readFieldsList(body, "modals") };
          const group = { buttons: shown.buttons.map(readId), modals: shown.modals.map(readId) };
          const ttlMs = readOptionalWholeNumber(body, "ttlMs");
          const steps = state.atomic();
          for (const fields of shown.buttons) {
            steps.register(buttons, readId(fields), readComponent(fields, group), { ttlMs });
          }
          for (const fields of shown.modals) {
            steps.register(modals, readId(fields), readComponent(fields, group), { ttlMs });
          }
          await steps.commit();
          counts.shown += shown.buttons.length + shown.modals.length;
          return { body: { shown: group } };
        },
        press: (body) => use(buttons, readId(body), readOptionalText(body, "user")),
        submit: (body) => use(modals, readId(body), readOptionalText(body, "user")),
      },
    };

    /**
     * @param {import("keyed-store").KeyedStore<Component>} store
     * @param {string} id
     * @param {string | undefined} user
     * @returns {Promise<import("../plugin.js").Answer>}
     */
    async function use(store, id, user) {
      const entry = await store.lookupEntry(id);
      if (entry === undefined) return gone();
      const { user: owner, reusable, group } = entry.value;
      if (owner !== undefined && owner !== user) {
        counts.refused++;
        return { status: 403, body: { outcome: "refused" } };
      }
      if (!reusable && !(await useUp(store, id, entry.version, group))) return gone();
      counts.accepted++;
      return { body: { outcome: "accepted" } };
    }

    /**
     * @param {import("keyed-store").KeyedStore<Component>} store
     * @param {string} id
     * @param {number} version
     * @param {Group} group
     */
    async function useUp(store, id, version, group) {
      const steps = state.atomic().check(store, id, version);
      for (const button of group.buttons) steps.delete(buttons, button);
      for (const modal of group.modals) steps.delete(modals, modal);
      return (await steps.commit()).committed;
    }

    function gone() {
      counts.gone++;
      return { status: 410, body: { outcome: "gone" } };
    }
  },
};

/** @param {import("../plugin.js").Fields} fields */
function readId(fields) {
  return readText(fields, "id");
}

/**
 * @param {import("../plugin.js").Fields} fields
 * @param {Group} group
 * @returns {Component}
 */
function readComponent(fields, group) {
  return { version: 1, user: readOptionalText(fields, "user"), reusable: fields["reusable"] === true, group };
}
