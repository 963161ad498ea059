/**
 * Colours, by what they stand for.
 *
 * The hues are those of Okabe and Ito ("Color Universal Design", 2002), which people with any of the
 * common colour-vision deficiencies can tell apart. Text colours are darker or lighter cousins with a
 * contrast of 4.5 or more against the paper, drawn ones have 3 or more (WCAG 2.2, AA); a fill with
 * less is always outlined in ink. A test holds them to it.
 *
 * @module
 */

export interface Palette {
  readonly paper: string
  readonly ink: string
  readonly quietText: string
  readonly hairline: string
  readonly guardOff: string
  readonly guardOffText: string
  readonly guardOn: string
  readonly guardOnText: string
  readonly control: string
  readonly source: string
  readonly seeker: string
  readonly connector: string
  readonly atRisk: string
}

export const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#16191d',
  quietText: '#565d66',
  hairline: '#d9dde2',
  guardOff: '#d55e00',
  guardOffText: '#a34700',
  guardOn: '#0072b2',
  guardOnText: '#00608f',
  control: '#767e87',
  source: '#e69f00',
  seeker: '#7b838c',
  connector: '#009e73',
  atRisk: '#cc79a7',
}

export const DARK: Palette = {
  paper: '#15181c',
  ink: '#e9ecef',
  quietText: '#a9b1ba',
  hairline: '#343a42',
  guardOff: '#e8752a',
  guardOffText: '#f59a5b',
  guardOn: '#56b4e9',
  guardOnText: '#7cc4ee',
  control: '#8b949e',
  source: '#e69f00',
  seeker: '#8b949e',
  connector: '#1fb58b',
  atRisk: '#cc79a7',
}

/** The palette as custom properties: `--guard-off: #d55e00;`. */
export function paletteProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(
      ([name, colour]) =>
        `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${colour};`,
    )
    .join(' ')
}
