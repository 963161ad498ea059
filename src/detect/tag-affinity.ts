/**
 * Tag affinity: an account's tags are tags that seeds use more than others do.
 *
 * @module
 */
import { affinityOf } from './affinity.ts'
import { type Detector } from './detector.ts'

/** See `affinityOf`. Counts are left aside: a tag is used or it is not. Linear in the uses. */
export const tagAffinity: Detector = {
  id: 'tag-affinity',
  title: 'its tags are more common among seeds than among others',
  score({ tagUses }, seeds, rows) {
    if (tagUses.out.targets.length === 0 || seeds.rows.length === 0) return null
    return affinityOf(tagUses, seeds, rows)
  },
}
