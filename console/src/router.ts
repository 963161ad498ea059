/**
 * Where one is: the part of the address behind `#`, in segments. A hash, because it never reaches the
 * server: what somebody looks at stands in no log of a proxy.
 *
 * @module
 */
import { useSyncExternalStore } from 'react'

const listen = (onChange: () => void) => {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

/** `#/networks/network-1` is `['networks', 'network-1']`. */
export function useSegments(): readonly string[] {
  const hash = useSyncExternalStore(listen, () => window.location.hash)
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decode)
}

/** The address of a place inside the console. */
export function hrefOf(...segments: readonly string[]): string {
  return `#/${segments.map(encodeURIComponent).join('/')}`
}

export function go(...segments: readonly string[]): void {
  window.location.hash = hrefOf(...segments)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
