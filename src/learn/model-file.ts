/**
 * A trained ranking as a documented file (docs/model-file.md), and back.
 *
 * The file is JSON: a model decides about people, so anyone must be able to read what it asks. What
 * comes back is unknown until it has been checked here: a tree that points outside itself, or back,
 * would otherwise read past the end or never stop.
 *
 * @module
 */
import { type Ensemble } from './ensemble.ts'
import { type Isotonic } from './isotonic.ts'
import { type Tree } from './tree.ts'

export interface Model {
  /** Names of the features, in the order of the columns. */
  readonly features: readonly string[]
  readonly ensemble: Ensemble
  /** Null where scores are an order and no more. */
  readonly calibration: Isotonic | null
}

export const MODEL_FORMAT = 'firebreak-model'
export const MODEL_VERSION = 1
/** What a file may hold: a forest of a thousand deep trees is some 3 million nodes. */
export const MOST_FEATURES = 10_000
export const MOST_TREES = 10_000
export const MOST_NODES = 5_000_000

/** The file's text. The same model gives the same text. */
export function writeModel({ features, ensemble, calibration }: Model): string {
  return `${JSON.stringify({
    format: MODEL_FORMAT,
    version: MODEL_VERSION,
    kind: ensemble.kind,
    features,
    offset: ensemble.offset,
    trees: ensemble.trees.map((tree) => ({
      features: [...tree.features],
      thresholds: [...tree.thresholds],
      missingLeft: [...tree.missingLeft],
      lefts: [...tree.lefts],
      rights: [...tree.rights],
      values: [...tree.values],
    })),
    calibration: calibration && {
      scores: [...calibration.scores],
      values: [...calibration.values],
    },
  })}\n`
}

/**
 * The model of a file's text.
 *
 * @throws {SyntaxError} if it is not JSON.
 * @throws {TypeError | RangeError} if it is not a model, naming the field and what stands there.
 */
export function parseModel(text: string): Model {
  const spec = record('the model', JSON.parse(text))
  if (spec['format'] !== MODEL_FORMAT) throw expected('format', `"${MODEL_FORMAT}"`, spec['format'])
  if (spec['version'] !== MODEL_VERSION) {
    throw expected('version', String(MODEL_VERSION), spec['version'])
  }
  const kind = spec['kind']
  if (kind !== 'forest' && kind !== 'boosted') {
    throw expected('kind', '"forest" or "boosted"', kind)
  }
  const features = list('features', spec['features'], MOST_FEATURES).map((name, k) => {
    if (typeof name !== 'string' || name.length === 0 || name.length > 256) {
      throw expected(`features[${k}]`, 'a name of 1 to 256 characters', name)
    }
    return name
  })
  let nodes = 0
  const trees = list('trees', spec['trees'], MOST_TREES).map((tree, t) => {
    const parsed = parseTree(`trees[${t}]`, tree, features.length, MOST_NODES - nodes)
    nodes += parsed.features.length
    return parsed
  })
  const offset = finite('offset', spec['offset'])
  return Object.freeze({
    features: Object.freeze(features),
    ensemble: Object.freeze({ kind, width: features.length, offset, trees: Object.freeze(trees) }),
    calibration: spec['calibration'] === null ? null : parseCalibration(spec['calibration']),
  })
}

function parseTree(name: string, value: unknown, width: number, most: number): Tree {
  const spec = record(name, value)
  const features = Int32Array.from(
    list(`${name}.features`, spec['features'], most).map((asked, k) =>
      whole(`${name}.features[${k}]`, asked, -1, width - 1),
    ),
  )
  const size = features.length
  if (size === 0) throw new RangeError(`"${name}.features" expected at least 1 node, got 0`)
  const column = (field: string) => {
    const values = list(`${name}.${field}`, spec[field], size)
    if (values.length === size) return values
    throw new RangeError(`"${name}.${field}" expected length ${size}, got ${values.length}`)
  }
  const numbers = (field: string) =>
    Float64Array.from(column(field).map((entry, k) => finite(`${name}.${field}[${k}]`, entry)))
  // a child stands after its node: a walk down the tree ends
  const children = (field: string) =>
    Uint32Array.from(
      column(field).map((child, k) => {
        const least = features[k] < 0 ? 0 : k + 1
        return whole(`${name}.${field}[${k}]`, child, least, size - 1)
      }),
    )
  return Object.freeze({
    features,
    thresholds: numbers('thresholds'),
    missingLeft: Uint8Array.from(
      column('missingLeft').map((side, k) => whole(`${name}.missingLeft[${k}]`, side, 0, 1)),
    ),
    lefts: children('lefts'),
    rights: children('rights'),
    values: numbers('values'),
  })
}

function parseCalibration(value: unknown): Isotonic {
  const spec = record('calibration', value)
  const numbers = (field: string) =>
    Float64Array.from(
      list(`calibration.${field}`, spec[field], MOST_NODES).map((entry, k) =>
        finite(`calibration.${field}[${k}]`, entry),
      ),
    )
  const scores = numbers('scores')
  const values = numbers('values')
  if (scores.length === 0 || scores.length !== values.length) {
    throw new RangeError(
      `"calibration" expected as many scores as values and at least 1, got ${scores.length} and ${values.length}`,
    )
  }
  for (let k = 0; k < scores.length; k++) {
    if (values[k] < 0 || values[k] > 1) {
      throw expected(`calibration.values[${k}]`, '0..1', values[k])
    }
    if (k > 0 && !(scores[k] > scores[k - 1] && values[k] >= values[k - 1])) {
      throw expected(`calibration.scores[${k}]`, 'a curve that rises', scores[k])
    }
  }
  return Object.freeze({ scores, values })
}

function record(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw expected(name, 'an object', value)
  }
  return Object.fromEntries(Object.entries(value))
}

function list(name: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw expected(name, 'a list', value)
  if (value.length > most) {
    throw new RangeError(`"${name}" expected at most ${most} entries, got ${value.length}`)
  }
  return value
}

function finite(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw expected(name, 'a finite number', value)
  }
  return value
}

function whole(name: string, value: unknown, least: number, most: number): number {
  const number = finite(name, value)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new RangeError(`"${name}" expected a whole number of ${least}..${most}, got ${number}`)
}

function expected(name: string, what: string, got: unknown): TypeError {
  const shown = JSON.stringify(got) ?? 'nothing'
  return new TypeError(`"${name}" expected ${what}, got ${shown.slice(0, 60)}`)
}
