import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DARK, LIGHT, type Palette, paletteProperties } from './palette.ts'

for (const [name, palette] of Object.entries({ LIGHT, DARK })) {
  test(`${name} holds WCAG AA contrast for text and for what is drawn`, () => {
    const text: (keyof Palette)[] = ['ink', 'quietText', 'guardOffText', 'guardOnText']
    for (const key of text) assert.ok(contrast(palette[key], palette.paper) >= 4.5, key)
    const drawn: (keyof Palette)[] = [
      'guardOff',
      'guardOn',
      'control',
      'seeker',
      'connector',
      'atRisk',
    ]
    for (const key of drawn) assert.ok(contrast(palette[key], palette.paper) >= 3, key)
    // the fill of a source is lighter than that on white: its ink outline carries it
    assert.ok(contrast(palette.ink, palette.source) >= 1.5)
  })
}

test('contrast() gives the values of the recommendation', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01)
})

test('paletteProperties() writes custom properties', () => {
  assert.match(paletteProperties(LIGHT), /--guard-off-text: #a34700;/)
})

/** Contrast ratio, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
