/** Ids of accounts, tags and items are opaque: 1 to this many bytes of UTF-8, taken as they are. */
export const LONGEST_ID_BYTES = 256
