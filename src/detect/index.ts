/**
 * The list of detectors. To add one: a file beside this one, and a line here.
 *
 * @module
 */
import { adamicAdar } from './adamic-adar.ts'
import { blockModel } from './block-model.ts'
import { coAction } from './co-action.ts'
import { createdTogether } from './created-together.ts'
import { type Detector } from './detector.ts'
import { followAffinity, followerAffinity } from './follow-affinity.ts'
import { mixture, MIXTURE_MEMBER_SCORE } from './mixture.ts'
import { neighbourMean } from './neighbour-mean.ts'
import { neighbourShare } from './neighbour-share.ts'
import { tagAffinity } from './tag-affinity.ts'
import { tagWalk, walk } from './walk.ts'

export const detectors: readonly Detector[] = Object.freeze([
  walk,
  adamicAdar,
  neighbourMean,
  neighbourShare,
  followAffinity,
  followerAffinity,
  tagWalk,
  tagAffinity,
  coAction,
  createdTogether,
  Object.freeze({ ...mixture, claimsAbove: MIXTURE_MEMBER_SCORE }),
  blockModel,
])
