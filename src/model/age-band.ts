/** Stored as its place in this list, so that what is not known is 0. */
export const AGE_BANDS = ['unknown', 'minor', 'adult'] as const
export type AgeBand = (typeof AGE_BANDS)[number]
