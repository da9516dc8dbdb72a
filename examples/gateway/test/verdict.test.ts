import { expect, it } from "vitest";
import { createVerdict } from "./support/verdict.js";

it("the judge of the load sees what is lost, handled after its commit, committed twice, or committed unhandled", () => {
  const judge = createVerdict();
  judge.handling("fine", "1");
  judge.handling("fine", "2");
  judge.committed("fine", "2");
  judge.committed("fine", "2");
  expect(judge.problems(["fine"])).toEqual([]);
  expect(judge.repeated()).toBe(1);

  judge.handling("fine", "3");
  judge.committed("fine", "3");
  judge.committed("skipped", "1");
  judge.handling("begun", "1");
  expect(judge.problems(["fine", "skipped", "begun"])).toEqual([
    "fine is handled again after its commit",
    "fine is committed twice",
    "skipped is committed and was not handled",
    "begun is lost",
  ]);
});
