import { type KeyboardEvent } from 'react'

/** Up and down (or k and j) move the focus along what fits `selector`; Home and End to its ends. */
export function moveFocus(
  event: KeyboardEvent,
  within: HTMLElement | null,
  selector: string,
): void {
  const stops = [...(within?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = placeAfter(event.key, at, stops.length)
  if (next === null || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus()
}

function placeAfter(key: string, at: number, size: number): number | null {
  if (key === 'ArrowDown' || key === 'j') return at + 1
  if (key === 'ArrowUp' || key === 'k') return at - 1
  if (key === 'Home') return 0
  return key === 'End' ? size - 1 : null
}
