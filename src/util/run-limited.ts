/**
 * Run `task` for 0..count-1, at most `atOnce` of them at a time; results in order. The first failure
 * is thrown, after those under way have ended, and no further one is begun.
 */
export async function runLimited<T>(
  count: number,
  atOnce: number,
  task: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  const failures: unknown[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count && failures.length === 0) {
      const index = next++
      try {
        results[index] = await task(index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, count)) }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}
