/**
 * Follow affinity: directed, each way apart, because anybody can follow and nobody can make
 * themselves be followed.
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { affinityOf } from './affinity.ts'
import { type Detector } from './detector.ts'

/** Whom an account follows, seeds follow more than others do. Linear in the follows of rows and seeds. */
export const followAffinity: Detector = {
  id: 'follow-affinity',
  title: 'follows whom seeds follow more than others do',
  score({ follows }, seeds, rows) {
    if (follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    return affinityOf(follows, seeds, rows)
  },
}

/** Who follows an account, follows seeds more than others do. Linear in the follows of rows and seeds. */
export const followerAffinity: Detector = {
  id: 'follower-affinity',
  title: 'is followed by those who follow seeds more than others do',
  score({ follows }, seeds, rows) {
    if (follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const reversed: Digraph = { out: follows.in, in: follows.out }
    return affinityOf(reversed, seeds, rows)
  },
}
