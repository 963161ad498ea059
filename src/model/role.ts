/**
 * What part an account plays in a network.
 *
 * `at-risk` wins over every other role: whoever may be a child is protected first, whatever else
 * the account seems to do.
 *
 * @module
 */

export const ROLES = ['source', 'seeker', 'connector', 'at-risk', 'bystander'] as const
export type Role = (typeof ROLES)[number]

/** Whether being shown an account of this role is exposure to the network: all but a bystander's. */
export function isNetworkRole(role: Role): boolean {
  return role !== 'bystander'
}
