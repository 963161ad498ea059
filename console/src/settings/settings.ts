/**
 * What a person has asked of the screen that they sit in front of. It stays in this browser: how
 * somebody bears this work is nobody else's business, the employer's included.
 *
 * There is no setting for sound, because there is no sound.
 *
 * @module
 */
import { useSyncExternalStore } from 'react'

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly isGrey: boolean
  readonly blursIds: boolean
  readonly isStill: boolean
  /** Minutes of work after which a break is proposed; 0 for never. */
  readonly breakMinutes: number
}

const DEFAULTS: Settings = {
  theme: 'system',
  isGrey: false,
  blursIds: true,
  isStill: false,
  breakMinutes: 45,
}
const KEY = 'firebreak-settings'
const listeners = new Set<() => void>()
let settings = read()

export function useSettings(): Settings {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => settings,
  )
}

export function changeSettings(changes: Partial<Settings>): void {
  settings = { ...settings, ...changes }
  localStorage.setItem(KEY, JSON.stringify(settings))
  applySettings()
  for (const listener of listeners) listener()
}

/** What concerns the whole page stands on its root, where the style sheets look. */
export function applySettings(): void {
  const { dataset } = document.documentElement
  mark(dataset, 'theme', settings.theme === 'system' ? null : settings.theme)
  mark(dataset, 'greyscale', settings.isGrey ? '' : null)
  mark(dataset, 'still', settings.isStill ? '' : null)
}

function mark(dataset: DOMStringMap, name: string, value: string | null): void {
  if (value === null) delete dataset[name]
  else dataset[name] = value
}

/** Whatever stands there that is no setting counts for nothing. */
function read(): Settings {
  let kept: Partial<Record<keyof Settings, unknown>> = {}
  try {
    kept = Object(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    // somebody else's text: the defaults
  }
  const { theme, isGrey, blursIds, isStill, breakMinutes } = kept
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : DEFAULTS.theme,
    isGrey: typeof isGrey === 'boolean' ? isGrey : DEFAULTS.isGrey,
    blursIds: typeof blursIds === 'boolean' ? blursIds : DEFAULTS.blursIds,
    isStill: typeof isStill === 'boolean' ? isStill : DEFAULTS.isStill,
    breakMinutes: typeof breakMinutes === 'number' ? breakMinutes : DEFAULTS.breakMinutes,
  }
}
