/**
 * At most `limit` of the entries, evenly spaced, first and last kept: a line of ten thousand points
 * looks the same with a few hundred.
 */
export function thin<T>(entries: readonly T[], limit: number): T[] {
  if (entries.length <= limit) return [...entries]
  return Array.from(
    { length: limit },
    (_, i) => entries[Math.round((i * (entries.length - 1)) / (limit - 1))],
  )
}
