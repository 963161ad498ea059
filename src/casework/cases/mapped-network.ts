import { type Role } from '../../model/role.ts'

/** A network as the latest map has it, in what a case needs of it. */
export interface MappedNetwork {
  /** `network-1` is the largest; another map may number otherwise. */
  readonly id: string
  /** Which map, as its mark tells it. */
  readonly mark: string
  /** How many different accounts follow its sources. */
  readonly reach: number
  readonly members: readonly MappedMember[]
}

export interface MappedMember {
  readonly account: string
  readonly role: Role
  /** 0..1: how likely a part in the network is by the map. */
  readonly closeness: number
}
