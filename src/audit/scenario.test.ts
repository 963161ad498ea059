import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { InputError } from '../model/errors.ts'
import { loadScenario, parseScenarioText } from './load-scenario.ts'
import { parseScenario, slateCount } from './scenario.ts'
import { glancingContact } from './scenarios/glancing-contact.ts'
import { handfulOfFollows } from './scenarios/handful-of-follows.ts'

const meet = { kind: 'meet', by: 'view' }
const look = { kind: 'look', slates: 3 }
const least = { name: 'least', steps: [meet, look] }

test('parseScenario() fills in what is left out, and freezes', () => {
  const scenario = parseScenario(least)
  assert.deepEqual(scenario, {
    name: 'least',
    title: 'least',
    surface: 'follow-suggestions',
    slateSize: 10,
    slatesPerRefresh: 3,
    persona: { ageBand: 'unknown', region: null, interests: [], standing: 'clear' },
    harm: 'network',
    arms: [],
    guard: null,
    budgets: {},
    steps: [
      { ...meet, count: 1 },
      { ...look, surface: null },
    ],
  })
  assert.ok(Object.isFrozen(scenario) && Object.isFrozen(scenario.steps[0]))
})

test('slateCount() counts the slates that are looked at and those that are followed from', () => {
  assert.equal(slateCount(glancingContact), 12)
  assert.equal(slateCount(handfulOfFollows), 13)
  const many = { kind: 'follow-recommended', count: 11 } as const
  assert.equal(slateCount({ slateSize: 10, steps: [many] }), 2)
})

test('parseScenario() names the place, what stood there and what may stand there', () => {
  const cases: [unknown, RegExp][] = [
    [7, /^scenario is 7; write an object with name, title/],
    [{ ...least, surfce: 'feed' }, /^scenario has the unknown key "surfce"/],
    [{ ...least, surface: 'attic' }, /^scenario\.surface is "attic"; write one of feed/],
    [{ ...least, slateSize: 9 }, /^scenario\.slateSize is 9; write a whole number 10 to 100/],
    [{ ...least, steps: [meet] }, /^scenario\.steps has 1 entries; write 2 to 100/],
    [
      { ...least, steps: [meet, {}] },
      /^scenario\.steps\[1\]\.kind is missing; write one of warm-up, meet/,
    ],
    [
      { ...least, steps: [{ ...meet, slates: 2 }, look] },
      /^scenario\.steps\[0\] has the unknown key "slates"; its keys are kind, by, count/,
    ],
    [
      { ...least, steps: [{ kind: 'meet', by: 'poke' }, look] },
      /\.by is "poke"; write one of view/,
    ],
    [
      { ...least, steps: [meet, { kind: 'look', slates: 0 }] },
      /\.slates is 0; write a whole number/,
    ],
    [
      { ...least, steps: [look, meet] },
      /^scenario\.steps shows nothing after "meet"; end with "look"/,
    ],
    [
      { ...least, steps: [{ kind: 'follow-recommended', count: 1 }, meet, look] },
      /1 steps of kind "meet" and "follow-recommended" before it; write "meet" once/,
    ],
    [{ ...least, arms: ['feral'] }, /^scenario\.arms\[0\] is "feral"; write one of fresh/],
    [{ ...least, guard: 'maybe' }, /^scenario\.guard is "maybe"; write one of off, on, shadow/],
    [{ ...least, guard: true }, /^scenario\.guard is true; write one of off/],
    [{ ...least, persona: { ageBand: 'ten' } }, /^scenario\.persona\.ageBand is "ten"/],
    [
      { ...least, budgets: { 'tag-page': 2 } },
      /^scenario\.budgets\.tag-page is 2; write a number from 0 to 1/,
    ],
    [{ ...least, steps: [meet, meet] }, /2 steps of kind "meet"/],
    [
      { ...least, steps: [meet, { kind: 'look', slates: 999 }, look] },
      /shows 1002 slates; show at most 1000/,
    ],
  ]
  for (const [value, message] of cases) {
    assert.throws(() => parseScenario(value), { name: 'InputError', message })
  }
})

test('parseScenarioText() throws nothing but InputError, whatever the file holds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.throws(
        () => parseScenarioText(text, 'x.json'),
        (error) => error instanceof InputError,
      )
    }),
  )
})

test('parseScenarioText() reads YAML as it reads JSON, and names the line of a fault', () => {
  const text = [
    'name: two-glances # as people write',
    'surface: explore',
    'steps:',
    '  - kind: meet',
    '    by: view',
    '  - kind: look',
    '    slates: 12',
  ]
  const json = {
    name: 'two-glances',
    surface: 'explore',
    steps: [
      { kind: 'meet', by: 'view' },
      { kind: 'look', slates: 12 },
    ],
  }
  assert.deepEqual(parseScenarioText(text.join('\n'), 'x.yaml'), parseScenario(json))
  const faults: [line: number, instead: string, message: RegExp][] = [
    [2, 'surface: attic', /^x\.yaml:2: scenario\.surface is "attic"/],
    [5, '    by: poke', /^x\.yaml:5: scenario\.steps\[0\]\.by is "poke"/],
    [7, '    slates: 0', /^x\.yaml:7: scenario\.steps\[1\]\.slates is 0/],
    [7, '    slats: 12', /^x\.yaml:6: scenario\.steps\[1\] has the unknown key "slats"/],
    [5, '    by: [view', /^x\.yaml:\d: the file is not YAML/],
    [7, '    slates: *twelve', /^x\.yaml.*alias/i],
  ]
  const budgets = [...text, 'budgets:', '  feed: 0.01', '  tag-page: 7'].join('\n')
  assert.throws(() => parseScenarioText(budgets, 'x.yaml'), {
    message: /^x\.yaml:10: scenario\.budgets\.tag-page is 7/,
  })
  for (const guard of ['off', 'on', 'shadow']) {
    // in YAML 1.2 "on" is a word, and not true
    assert.equal(parseScenarioText([...text, `guard: ${guard}`].join('\n'), 'x.yaml').guard, guard)
  }
  assert.throws(() => parseScenarioText([...text, 'guard: yes'].join('\n'), 'x.yaml'), {
    message: /^x\.yaml:8: scenario\.guard is "yes"; write one of off, on, shadow, both, all/,
  })
  for (const [line, instead, message] of faults) {
    const spoilt = text.with(line - 1, instead).join('\n')
    assert.throws(() => parseScenarioText(spoilt, 'x.yaml'), { name: 'InputError', message })
  }
  const bomb = ['a: &a [1,1]', 'b: &b [*a,*a]', 'c: [*b,*b]'].join('\n')
  assert.throws(() => parseScenarioText(bomb, 'x.yaml'), { name: 'InputError' })
})

test('loadScenario() takes a name or a file, and says what it could not read', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-scenario-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'mine.json')
  const write = (text: string) => writeFileSync(file, text)

  assert.equal(loadScenario('glancing-contact'), glancingContact)
  write(JSON.stringify(handfulOfFollows))
  assert.deepEqual(loadScenario(file), handfulOfFollows)
  write('{ "name": ')
  assert.throws(() => loadScenario(file), { message: /mine\.json:1: the file is not YAML/ })
  write('[]')
  assert.throws(() => loadScenario(file), { message: /mine\.json:1: scenario is a list; write/ })
  write(' '.repeat((1 << 20) + 1))
  assert.throws(() => loadScenario(file), { message: /has 1048577 bytes; a scenario has at most/ })
  for (const missing of ['glancing', folder]) {
    assert.throws(() => loadScenario(missing), {
      name: 'UsageError',
      message: /is no scenario and no file; write one of glancing-contact, handful-of-follows, /,
    })
  }
})
