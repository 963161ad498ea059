/**
 * The colours of the style sheet as numbers, for what is drawn without one. A property that says
 * light-dark() is only a colour once an element wears it.
 *
 * @module
 */
export interface Colours {
  /** Of a property in styles/tokens.css, mixed with the ground: 1 is the colour itself. */
  readonly of: (property: string, strength?: number) => string
}

type Rgb = readonly [number, number, number]

export function readColours(element: HTMLElement): Colours {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const read = (property: string): Rgb => {
    probe.style.color = `var(${property})`
    const [red = 0, green = 0, blue = 0] = (
      getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
    ).map(Number)
    return [red, green, blue]
  }
  const properties = [
    '--surface',
    '--line',
    '--line-strong',
    '--text',
    '--muted',
    '--accent',
    '--role-source',
    '--role-seeker',
    '--role-connector',
    '--role-at-risk',
    '--role-bystander',
  ]
  const known = new Map(properties.map((property) => [property, read(property)]))
  probe.remove()
  const ground = known.get('--surface')!
  return {
    of(property, strength = 1) {
      const colour = known.get(property) ?? ground
      return hex(colour.map((part, k) => part * strength + ground[k] * (1 - strength)))
    },
  }
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}
