/**
 * @typedef {import("./read-declarations.mjs").Declaration} Declaration
 * @typedef {import("./read-members.mjs").Member} Member
 * @typedef {object} Inherited
 * @property {Member[]} fields
 * @property {{ from: string, member: Member }[]} calls with where they are explained
 * @property {string[]} others parents that are none of ours, as they are written
 */

/**
 * What an interface or class has of its parents, but for what it declares itself.
 *
 * @param {Declaration} declaration
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {Inherited}
 */
export function inheritMembers({ parents, members }, declarations) {
  const own = new Set(members.map(({ name }) => name));
  /** @type {Inherited} */
  const all = { fields: [], calls: [], others: [] };
  for (const { text, name, kept, dropped } of parents) {
    const parent = declarations.get(name);
    if (parent === undefined) {
      all.others.push(text);
      continue;
    }
    const isTaken = (/** @type {Member} */ member) =>
      !own.has(member.name) && (kept?.includes(member.name) ?? !dropped.includes(member.name));
    const further = inheritMembers(parent, declarations);
    all.fields.push(...[...parent.members.filter(({ isCall }) => !isCall), ...further.fields].filter(isTaken));
    const calls = parent.members.filter(({ isCall }) => isCall).map((member) => ({ from: name, member }));
    all.calls.push(...[...calls, ...further.calls].filter(({ member }) => isTaken(member)));
    all.others.push(...further.others);
  }
  return all;
}
