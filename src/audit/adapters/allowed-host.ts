/**
 * Which hosts an audit may ask: this machine, private networks, and those that were named. An audit
 * is for recommenders that its operator owns or may test, so that the wide world has to be spelt out.
 *
 * What a name resolves to is what is checked, at each connection: a name that looks private and leads
 * elsewhere is refused as well.
 *
 * @module
 */
import { type LookupFunction, BlockList, isIP } from 'node:net'
import { lookup } from 'node:dns'
import { UsageError } from '../../model/errors.ts'

const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(net, bits)
}
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * The `lookup` of a connection, which fails unless every address of the host is private or the host
 * was named.
 */
export function guardedLookup(allowedHosts: readonly string[]): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const isAllowed =
        allowedHosts.includes(host) || addresses.every(({ address }) => isPrivateAddress(address))
      if (!isAllowed) return callback(refusal(host), '')
      if (options.all) return callback(null, addresses)
      callback(null, addresses[0].address, addresses[0].family)
    })
  }
}

/** An address needs no look-up, and so is checked before. @throws {UsageError} if it may not be asked. */
export function checkAddress({ hostname }: URL, allowedHosts: readonly string[]): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) === 0 || allowedHosts.includes(host) || isPrivateAddress(host)) return
  throw refusal(host)
}

function refusal(host: string): UsageError {
  return new UsageError(
    `${host} is neither this machine nor in a private network; if you own that recommender or may test it, add --allow-host ${host}.`,
  )
}
