import { duration, ratio } from "./figures.mjs";

/** A ratio that is to be so large. */
export const least = (aim) => ({ aim: `at least ${aim}`, met: ({ median: reached }) => reached >= aim, show: ratio });
/** A ratio that is to be so small. */
export const most = (aim) => ({ aim: `at most ${aim}`, met: ({ median: reached }) => reached <= aim, show: ratio });
/** A time that is to be so short. */
export const time = (microseconds) => ({
  aim: `at most ${duration(microseconds)}`,
  met: ({ median: reached }) => reached <= microseconds,
  show: ({ median: reached }) => duration(reached),
});
