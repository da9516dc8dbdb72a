/** An address in the heap; 0 is NULL. */
export type HeapAddress = number;
