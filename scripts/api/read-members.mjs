import { findComment } from "./find-comment.mjs";
import { parseDoc } from "./parse-doc.mjs";

/**
 * @typedef {import("rolldown/utils").ESTree.TSInterfaceDeclaration} Interface
 * @typedef {import("rolldown/utils").ESTree.Class} Class
 * @typedef {import("rolldown/utils").ESTree.ClassElement | import("rolldown/utils").ESTree.TSSignature} BodyElement
 * @typedef {object} Member
 * @property {string} name
 * @property {boolean} isCall
 * @property {boolean} isOptional
 * @property {string} code of a call all of it, else the type
 * @property {import("./parse-doc.mjs").Doc} doc
 */

/**
 * The members of a body, each with its docstring.
 *
 * @param {import("./parse-module.mjs").Module} place
 * @param {Interface | Class} node
 * @returns {Member[]}
 */
export function readMembers(place, node) {
  /** @type {readonly BodyElement[]} */
  const members = node.body.body;
  return members.flatMap((member) => readMember(place, member));
}

/** @param {import("./parse-module.mjs").Module} place @param {BodyElement} member @returns {Member[]} */
function readMember(place, member) {
  const text = place.text.slice(member.start, member.end).replace(/;$/, "").replace(/^ {4}/gm, "");
  const doc = parseDoc(findComment(place, member.start));
  switch (member.type) {
    case "TSPropertySignature":
    case "PropertyDefinition": {
      if (member.key.type === "PrivateIdentifier") return [];
      const type = member.typeAnnotation?.typeAnnotation;
      const code = type === undefined ? "unknown" : place.text.slice(type.start, type.end);
      return [{ name: readKey(place, member.key), isCall: false, isOptional: member.optional === true, code, doc }];
    }
    case "TSMethodSignature":
      return [{ name: readKey(place, member.key), isCall: true, isOptional: member.optional, code: text, doc }];
    case "MethodDefinition":
    case "TSAbstractMethodDefinition":
      return [
        { name: readKey(place, member.key), isCall: true, isOptional: member.optional === true, code: text, doc },
      ];
    default:
      throw new Error(`${place.file}: a ${member.type} is nothing that the page can show`);
  }
}

/** @param {import("./parse-module.mjs").Module} place @param {import("./parse-module.mjs").Range} key */
function readKey({ text }, { start, end }) {
  return text.slice(start, end).replaceAll('"', "");
}
