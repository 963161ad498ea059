import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSearchGuard, type SearchAnswer } from './search-guard.ts'
import { type EntryMatch, type SearchList, type Tier } from './search-list.ts'

const HELP = { title: 'Somebody to talk to', url: 'https://help.example' }
const GERMAN_HELP = { title: 'Jemand zum Reden', url: 'tel:+49000' }

function listOf(
  entries: readonly (readonly [text: string, match?: EntryMatch, tier?: Tier])[],
): SearchList {
  return {
    version: 'test-1',
    entries: entries.map(([text, match = 'token', tier = 'block'], i) => ({
      id: `entry-${i}`,
      match,
      text,
      tier,
    })),
    resources: { everywhere: [HELP], regions: { DE: [GERMAN_HELP] } },
  }
}

/** What a guard with one entry does with a query. */
function action(entry: readonly [text: string, match?: EntryMatch], query: string) {
  const guard = createSearchGuard({ list: listOf([entry]) })
  return guard.checkQuery({ query, surface: 'search-accounts' }).action
}

function assertBlocked(entry: readonly [string, EntryMatch?], ...queries: readonly string[]) {
  for (const query of queries) assert.equal(action(entry, query), 'block', `${entry[0]}: ${query}`)
}

function assertAllowed(entry: readonly [string, EntryMatch?], ...queries: readonly string[]) {
  for (const query of queries) assert.equal(action(entry, query), 'allow', `${entry[0]}: ${query}`)
}

test('checkQuery() sees through each disguise alone', () => {
  const disguises = {
    case: 'ZorBLAX',
    fullWidth: 'ｚｏｒｂｌａｘ',
    mathematical: '𝔃𝓸𝓻𝓫𝓵𝓪𝔁',
    boxed: '🅩🅞🅡🅑🅛🅐🅧',
    homoglyph: 'zоrblах',
    digit: 'z0rbl4x',
    symbol: 'zorbl@x',
    zeroWidth: 'zor\u{200B}bl\u{AD}ax',
    combining: 'zo\u{308}r\u{336}blax',
    precomposed: 'zörblàx',
    repeated: 'zorrrblaaax',
    hyphen: 'z-o-r-b-l-a-x',
    dots: 'zor.blax',
    spaces: 'z o r b l a x',
    emoji: 'zor⭐blax',
    symbolsBetween: 'z|o|r|b|l|a|x',
    direction: 'zor\u{202E}blax',
  }
  for (const [kind, query] of Object.entries(disguises)) {
    assert.equal(action(['zorblax'], query), 'block', kind)
  }
})

test('checkQuery() sees through several disguises at once, in a sentence', () => {
  assertBlocked(['zorblax'], 'who knows ｚ-0-Ꮢ-B-1̈-4-x ?', 'Z00R_BL44AX99')
})

test('checkQuery() sees through disguises in other scripts', () => {
  assertBlocked(['вотрукс'], 'ВОТРУКС', 'вoтpyкc', 'BOTPYKC', 'в.о.т.р.у.к.с')
  assertBlocked(['νερωξα'], 'ΝΕΡΩΞΑ', 'νέρωξα', 'vερωξα', 'NEPΩΞA')
  assertBlocked(['قطبشر'], 'قـطـبـشـر', 'قَطْبَشَر', 'ق ط ب ش ر')
  assertBlocked(['क़टमझर'], 'कटमझर', 'क-ट-म-झ-र')
  assertBlocked(['ぬべざほ'], 'ヌベザホ', 'ﾇﾍﾞｻﾞﾎ', 'ぬ・べ・ざ・ほ')
  assertBlocked(['뽈즈긱'], '뽈즈긱'.normalize('NFD'), '뽈-즈-긱')
})

test('a token is a word or several, a substring any part, an exact entry the whole', () => {
  assertBlocked(
    ['zorblax'],
    'zorblax',
    'a zorblax',
    '#zorblax',
    "zorblax's",
    'zorblax99',
    '@zorblax!',
  )
  assertAllowed(['zorblax'], 'zorblaxian', 'unzorblax', 'zorbla')
  assertBlocked(['mum dibb'], 'mum dibb', '#mumdibb', 'a mum-dibb b')
  assertAllowed(['mum dibb'], 'mum', 'dibb', 'mum dibber', 'mum a dibb')
  assertBlocked(['zorblax', 'substring'], 'zorblaxian', 'unz0rbl4xed', 'zorblaaaxian', 'zorblaax')
  assertAllowed(['zorblax', 'substring'], 'zorblaaxian')
  assertBlocked(['zorblax', 'exact'], 'zorblax', ' ZORBLAX! ', 'z o r b l a x')
  assertAllowed(['zorblax', 'exact'], 'a zorblax', 'zorblax 99')
})

test('in scripts without spaces a token is found between any two letters', () => {
  assertBlocked(['寿丸可'], '我要寿丸可吗', '寿 丸 可')
  assertAllowed(['寿丸可'], '寿可丸', '寿丸')
  assertBlocked(['ฆญฬฤ'], 'กกฆญฬฤกก')
})

test('an emoji may be a term, alone or beside words', () => {
  assertBlocked(['🥖🌵'], '🥖🌵', 'a 🥖 🌵 b', 'zor🥖🌵blax')
  assertAllowed(['🥖🌵'], '🥖', '🌵🥖')
  assertBlocked(['🥖'], '🥖', 'fresh 🥖!')
})

test('harmless neighbours pass: longer words, doubled letters, numbers, joints of words', () => {
  assertAllowed(['zul'], 'zulu', 'zuul', 'zu l', "zu'l", 'zu’ul', 'zul3')
  // a point or hyphen in so short a word is as rare in clean text as any other disguise of it
  assertBlocked(['zul'], 'zul', 'z-u-l', 'zu-l', 'zuuul', 'z u l')
  assertAllowed(['zibl'], '2181', '21-81')
  assertAllowed(['lorv', 'substring'], 'xal-orvix', 'xal orvix')
  assertAllowed(['fenlit'], 'fenilt', 'feniit', 'fen lilt')
  assertAllowed(['кот'], 'код', 'коты')
})

test('letters of one alphabet are told apart, though both have the same Latin double', () => {
  assertAllowed(['νερωξα'], 'ηερωξα')
  assertBlocked(['νερωξα'], 'NEPΩΞA', 'nερωξα')
  // short words of one alphabet look like short words of the other too often
  assertAllowed(['вепо'], 'Beno')
  assertBlocked(['вепо'], 'вeпo', 'BEпO')
  assertAllowed(['вепорс', 'substring'], 'xBEnopcx')
  assertBlocked(['вепорс', 'substring'], 'xBEпopcx', 'BEnopc')
})

test('a letter may be repeated, and a doubled one must be there twice; in short terms only three in a row, or beside another disguise', () => {
  assertBlocked(['zorblax'], 'zorbblax', 'zzzorblaxxx')
  assertBlocked(['zorbblax'], 'zorbblax', 'zorbbblax')
  assertAllowed(['zorbblax'], 'zorblax')
  assertBlocked(['zorb'], 'zorbbb', 'zo-rb')
  assertAllowed(['zorb'], 'zorbb', 'zoorb', 'zöörb', 'ZOORB')
  assertBlocked(['zorb'], 'zo-orb', 'z0orb', 'zооrb', 'ｚoorb', 'zo\u{200B}orb')
  assertBlocked(['寿丸可'], '寿丸丸可')
})

test('what was asked before has no part in an answer', () => {
  const guard = createSearchGuard({ list: listOf([['zorb']]) })
  const check = (query: string) => guard.checkQuery({ query, surface: 'tag-page' }).action
  assert.deepEqual(['zorbb', 'zorbbb', 'zorbb'].map(check), ['allow', 'block', 'allow'])
})

test('a substring with gaps is met between the edges of words, also when it begins with a double letter', () => {
  assertBlocked(['zorblax', 'substring'], 'zzor-blax', 'a zo rb lax b')
  assertAllowed(['zorblax', 'substring'], 'azor-blax', 'zor-blaxian')
})

test('a letter is not read as the letter that imitates it', () => {
  assertBlocked(['zorbil'], 'zorb1l', 'zorbi1', 'zorbI1')
  assertAllowed(['zorbil'], 'zorbll', 'zorbii')
  assertAllowed(['123987'], 'izebgt', '1ze9b7')
})

test('checkQuery() blocks with help and nothing else', () => {
  const guard = createSearchGuard({ list: listOf([['zorblax'], ['quib', 'token', 'resources']]) })
  const check = (query: string) => guard.checkQuery({ query, surface: 'search-accounts' })
  assert.deepEqual(check('zorblax'), { action: 'block', resources: [HELP] })
  assert.deepEqual(check('quib'), { action: 'resources', resources: [HELP] })
  assert.deepEqual(check('quib zorblax'), { action: 'block', resources: [HELP] })
  assert.deepEqual(check('a stranger'), { action: 'allow', resources: [] })
})

test('no answer can be written that blocks and shows results anyway', () => {
  const resources = [HELP] as const
  // @ts-expect-error a blocked query has no results
  const blocked: SearchAnswer = { action: 'block', resources, results: ['zorblax'] }
  // @ts-expect-error nor a way to them
  const clicked: SearchAnswer = { action: 'block', resources, override: true }
  // @ts-expect-error nor can the help be left out
  const bare: SearchAnswer = { action: 'block', resources: [] }
  assert.equal(blocked.action, clicked.action)
  assert.equal(bare.action, 'block')
})

test('the help is that of the region, else of its country, else of everywhere', () => {
  const guard = createSearchGuard({ list: listOf([['zorblax']]) })
  const help = (region?: string) =>
    guard.checkQuery({ query: 'zorblax', surface: 'tag-page', ...(region && { region }) }).resources
  assert.deepEqual(help('DE'), [GERMAN_HELP])
  assert.deepEqual(help('DE-BY'), [GERMAN_HELP])
  for (const region of [undefined, 'FR', '', 'constructor', '__proto__']) {
    assert.deepEqual(help(region), [HELP])
  }
})

test('what is listed is never suggested, in either tier', () => {
  const guard = createSearchGuard({ list: listOf([['zorblax'], ['quib', 'token', 'resources']]) })
  const { action } = guard.checkQuery({ query: 'quib', surface: 'search-suggestions' })
  assert.equal(action, 'block')
  assert.deepEqual(guard.offerable(['zorblax fans', 'a stranger', 'qu1b', 'b'.repeat(1_001)]), [1])
})

test('explainQuery() names each entry and its place in the text as it was written', () => {
  const guard = createSearchGuard({
    list: listOf([['zorblax'], ['orbla', 'substring', 'resources'], ['quib']]),
  })
  const query = '👋 z\u{200B}0-Rbläx & QUIB!'
  const places = guard
    .explainQuery(query)
    .map(({ entry, match, tier, from, to }) => [entry, match, tier, query.slice(from, to)])
  assert.deepEqual(places, [
    ['entry-0', 'token', 'block', 'z\u{200B}0-Rbläx'],
    ['entry-2', 'token', 'block', 'QUIB'],
  ])
  assert.deepEqual(
    guard.explainQuery('xORBLAx').map(({ entry, from, to }) => [entry, from, to]),
    [['entry-1', 1, 6]],
  )
})

test('a rule is tried on plain letters with single spaces, and its place found in the text', () => {
  const list = listOf([['zor+b (lax|lux)', 'rule']])
  const guard = createSearchGuard({
    list,
    compileRule: (expression) => (text) => {
      const found = new RegExp(expression).exec(text)
      return found && [found.index, found.index + found[0].length]
    },
  })
  const query = 'the ＺÖＲＲb…\u{200B} lüx!'
  assert.equal(guard.checkQuery({ query, surface: 'tag-page' }).action, 'block')
  const [found] = guard.explainQuery(query)
  assert.equal(query.slice(found!.from, found!.to), 'ＺÖＲＲb…\u{200B} lüx')
})

test('a list with rules needs something to compile them, and one that does not compile is not shown', () => {
  const list = listOf([['zor(blax', 'rule']])
  assert.throws(() => createSearchGuard({ list }), {
    name: 'InputError',
    message: /^list\.entries\[0\] is a rule and this guard cannot compile rules/,
  })
  assert.throws(
    () => createSearchGuard({ list, compileRule: refuse }),
    (error: Error) => {
      assert.equal(error.name, 'InputError')
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /zor/)
      return true
    },
  )
})

test('a list of which too many terms are read alike, or end in each other, is refused', () => {
  const alike = Array.from({ length: 101 }, (_, i) => {
    const bits = i.toString(2).padStart(7, '0')
    return [`z${bits.replaceAll('0', 'i').replaceAll('1', 'l')}`] as const
  })
  assert.throws(() => createSearchGuard({ list: listOf(alike) }), {
    name: 'InputError',
    message:
      /^list\.entries\[\d+\] is one of over 100 terms that can be read alike or end in each other/,
  })
  assert.equal(createSearchGuard({ list: listOf(alike.slice(1)) }).version, 'test-1')
})

test('setList() puts a list in the place of another, or leaves it when the new one is none', () => {
  const guard = createSearchGuard({ list: listOf([['zorblax']]) })
  const check = (query: string) => guard.checkQuery({ query, surface: 'search-accounts' }).action
  assert.throws(() => guard.setList({ ...listOf([]), version: '' }), { name: 'InputError' })
  assert.equal(check('zorblax'), 'block')
  guard.setList({ ...listOf([['quibble']]), version: 'test-2' })
  assert.equal(guard.version, 'test-2')
  assert.deepEqual([check('zorblax'), check('quibble')], ['allow', 'block'])
})

test('checkQuery() refuses what is too long or not of its kind, without showing the query', () => {
  const guard = createSearchGuard({ list: listOf([]) })
  const check = (query: string) => () => guard.checkQuery({ query, surface: 'search-accounts' })
  assert.throws(check('zorblax '.repeat(200)), {
    name: 'InputError',
    message: 'The query is 1600 UTF-16 units long; refuse queries over 1000.',
  })
  // @ts-expect-error a number is no query
  assert.throws(check(7), { name: 'InputError', message: 'The query is 7; write a text.' })
  // @ts-expect-error queries are not typed into a feed
  assert.throws(() => guard.checkQuery({ query: '', surface: 'feed' }), {
    name: 'InputError',
    message: /^The surface is "feed"; write one of search-accounts, search-suggestions, tag-page/,
  })
})

function refuse(expression: string): never {
  throw new SyntaxError(`bad ${expression}`)
}
