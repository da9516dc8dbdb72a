import { BadRequest, toFieldsOrThrowBadRequest } from "./read-fields.mjs";

const LARGEST = 256 * 1024;

/**
 * The JSON object in a request.
 *
 * @param {import("node:http").IncomingMessage} request
 */
export async function readBody(request) {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LARGEST) throw new BadRequest(`the body is larger than ${LARGEST} bytes`);
    parts.push(part);
  }
  return toFieldsOrThrowBadRequest(parse(Buffer.concat(parts).toString("utf8")), "the body must be a JSON object");
}

/** @param {string} json */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    throw new BadRequest("the body must be JSON");
  }
}
