/** What is wrong with something, as the part of a message that follows its name: `is empty`. It quotes no stored value (KS-ERR-3). */
export type ProblemText = string;
