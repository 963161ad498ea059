/**
 * Everything that ties accounts together, as one graph: follows, shared tags and items, contacts.
 *
 * @module
 */
import { reachedFrom } from '../graph/reached.ts'
import { type Layers, layered, type Part } from '../graph/layers.ts'
import { type Platform } from '../platform/platform.ts'

/** Kinds of nodes: accounts come first, so the node of an account is its row. */
const ACCOUNT = 0
const TAG = 1
const ITEM = 2

/** What each part of `tiesOf` says of a hop along it, and against it. */
export const TIE_WORDS = [
  { out: 'follows', in: 'is followed by' },
  { out: 'uses', in: 'is used by' },
  { out: 'likes', in: 'is liked by' },
  { out: 'contacted', in: 'was contacted by' },
] as const

/** Accounts, tags and items as nodes of one graph; its parts are those of `TIE_WORDS`. */
export function tiesOf(platform: Platform): Layers {
  const { accounts, tags, items, follows, tagUses, itemUses, contacts } = platform
  const parts: Part[] = [
    { links: follows, from: ACCOUNT, to: ACCOUNT },
    { links: tagUses, from: ACCOUNT, to: TAG },
    { links: itemUses, from: ACCOUNT, to: ITEM },
    { links: contacts, from: ACCOUNT, to: ACCOUNT },
  ]
  return layered([accounts.size, tags.size, items.size], parts)
}

/** 1 for each account that any tie, over any way, connects with a seed. Linear in the ties. */
export function reachableAccounts(
  platform: Platform,
  seeds: ArrayLike<number>,
  from = reachedFrom,
): Uint8Array {
  return from(tiesOf(platform), seeds).subarray(0, platform.accounts.size)
}

/** The id of a node of `tiesOf`, and what it is. */
export function nodeOf(platform: Platform, node: number): TieNode {
  const { accounts, tags, items } = platform
  if (node < accounts.size) return { account: accounts.idOf(node) }
  const tag = node - accounts.size
  return tag < tags.size ? { tag: tags.idOf(tag) } : { item: items.idOf(tag - tags.size) }
}

export type TieNode =
  { readonly account: string } | { readonly tag: string } | { readonly item: string }
