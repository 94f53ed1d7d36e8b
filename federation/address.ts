import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { SourceError } from './source.ts'

/** Addresses that lead into the network of this machine (RFC 6890), and no farther. */
const within = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  within.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  within.addSubnet(network, bits, 'ipv6')
}

/** An IPv4 address written as one of IPv6 is judged as what it is. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return within.check(mapped, 'ipv4')
  return within.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Looks a name up and refuses it when any of its addresses is private. It is the addresses connected to that are judged, so
 * that a name cannot mean one thing when it is checked and another when it is used.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = error ? undefined : addresses.find(({ address }) => isPrivate(address))
    if (error) callback(error, '', 0)
    else if (refused) callback(privateAddress(refused.address), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

export function privateAddress(address: string): SourceError {
  return new SourceError(`is at the private address ${address}: say that it is private if that is meant`)
}
