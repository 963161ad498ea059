/**
 * One character as plain letters: compatibility forms undone, case folded, marks and invisible
 * characters gone. What is left is what a reader would type.
 *
 * Works on one character at a time, so that every letter of the answer can be traced to a place in
 * the text. The price is that nothing depends on the neighbours: there is no language-specific case.
 *
 * @module
 */

/** Invisible or without effect on their own: zero-width, joiners, bidirectional controls, tags, skin tones. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Emoji_Modifier}]/u

/**
 * Marks that decorate a letter. Vowel signs and viramas of the Brahmic scripts are marks too and stay:
 * without them unlike words would be alike, as "pin" and "pan" without vowels. So do the voiced sound marks
 * of kana (3099, 309A). Nuktas go: they are often left out in writing.
 */
const DECORATION =
  /[\p{Me}\u{93C}\u{9BC}\u{A3C}\u{ABC}\u{B3C}[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u{3099}\u{309A}]]]/v

/** A stroke that makes Arabic words longer and says nothing. */
const TATWEEL = '\u{640}'

/** Letters in boxes, discs and flags, which Unicode gives no compatibility form: the first of 26 each. */
const BOXED_ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6]

/** Two letters written as one, which Unicode counts as letters of their own. */
const LIGATURES: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ꜳ: 'aa', ꝏ: 'oo', ß: 'ss' }

/** A script whose capitals and small letters look like different Latin letters, and which has few writers. */
const KEEPS_CASE = /\p{Script=Warang_Citi}/u

/** Marks that stand alone, which their compatibility form would make a space: both are written for "i". */
const ALONE: Readonly<Record<string, string>> = { '\u{37A}': 'i', '\u{2DB}': 'i' }

/** The plain form of one character: any number of characters, often one, sometimes none. */
export function plain(character: string): string {
  const letter = ALONE[character] ?? boxedLetter(character.codePointAt(0)!)
  if (letter) return letter
  let kept = ''
  for (const part of character.normalize('NFKD')) {
    if (part === TATWEEL || INVISIBLE.test(part) || DECORATION.test(part)) continue
    // upper before lower: it takes a final sigma and a long s to the ordinary ones
    const folded = KEEPS_CASE.test(part) ? part : part.toUpperCase().toLowerCase()
    for (const letter of folded.normalize('NFKD')) {
      if (!DECORATION.test(letter)) kept += LIGATURES[letter] ?? hiragana(digit(letter))
    }
  }
  return kept
}

function boxedLetter(point: number): string | null {
  for (const first of BOXED_ALPHABETS) {
    if (point >= first && point < first + 26) return String.fromCharCode(0x61 + point - first)
  }
  return null
}

/** A decimal digit of any script as 0 to 9. Unicode keeps each ten of them together and in order. */
function digit(character: string): string {
  if (!/^\p{Nd}$/u.test(character)) return character
  const point = character.codePointAt(0)!
  let zero = point
  while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(point - zero)
}

/** Katakana as hiragana: the two write the same sounds, as capitals and small letters do. */
function hiragana(character: string): string {
  return /^[\u{30A1}-\u{30F6}]$/u.test(character)
    ? String.fromCharCode(character.charCodeAt(0) - 0x60)
    : character
}
