/** The orders in which entries are listed, and what they are called. */
export const ORDER_CHOICES = [
  ["newest", "Newest first"],
  ["oldest", "Oldest first"],
  ["first-key", "Key, first to last"],
  ["last-key", "Key, last to first"],
] as const;

/** A list, or a tree by one of the delimiters, and what these are called. */
export const SHAPE_CHOICES = [
  ["list", "A list"],
  ["tree :", "A tree by :"],
  ["tree /", "A tree by /"],
  ["tree .", "A tree by ."],
  ["tree |", "A tree by |"],
  ["tree -", "A tree by -"],
  ["tree _", "A tree by _"],
] as const;
