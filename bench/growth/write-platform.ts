/**
 * Writes a large platform as the files that an import reads: `node write-platform.ts FOLLOWS SEEDS DIR`.
 * A process of its own, so that its memory is gone when the import begins.
 *
 * @module
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Csr } from '../../src/graph/csr.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { ID_LENGTH, largePlatform, withSeeds } from './large-platform.ts'

const CHUNK = 1 << 22
const LONGEST_LINE = 64
/** No divisor of any count here: steps of it visit every entry once, in no order that helps. */
const STRIDE = 1_000_000_007

function main(): void {
  const [follows, seeds] = process.argv.slice(2, 4).map(Number)
  const dir = process.argv[4]
  const large = largePlatform(follows)
  const platform = withSeeds(large, seeds)
  writeFollows(join(dir, 'follows.csv'), platform.follows.out)
  writeTags(join(dir, 'tags.csv'), platform)
  writeMinors(join(dir, 'accounts.csv'), platform)
  const signals = platform.signals.map(({ subject, kind }) =>
    'account' in subject ? `${subject.account},${kind}` : '',
  )
  writeFileSync(join(dir, 'signals.csv'), `account,kind\n${signals.join('\n')}\n`)
}

function writeFollows(path: string, { rows, starts, targets }: Csr): void {
  const sources = new Uint32Array(targets.length)
  for (let i = 0; i < rows; i++) sources.fill(i, starts[i], starts[i + 1])
  const lines = new Lines(path, 'source,target')
  for (let k = 0, e = 0; k < targets.length; k++) {
    lines.id(sources[e])
    lines.byte(44)
    lines.id(targets[e])
    lines.end()
    e = (e + STRIDE) % targets.length
  }
  lines.close()
}

function writeTags(path: string, { tagUses: { out } }: Platform): void {
  const lines = new Lines(path, 'account,tag,count')
  for (let i = 0; i < out.rows; i++) {
    for (let e = out.starts[i]; e < out.starts[i + 1]; e++) {
      lines.id(i)
      lines.byte(44)
      lines.id(out.targets[e])
      lines.byte(44)
      lines.byte(48 + (out.weights ? out.weights[e] : 1))
      lines.end()
    }
  }
  lines.close()
}

function writeMinors(path: string, { ageBands }: Platform): void {
  const lines = new Lines(path, 'account,age_band')
  for (const [row, band] of ageBands.entries()) {
    if (AGE_BANDS[band] !== 'minor') continue
    lines.id(row)
    for (const byte of Buffer.from(',minor')) lines.byte(byte)
    lines.end()
  }
  lines.close()
}

/** Lines written by the byte: a string for each of 100M rows would take minutes. */
class Lines {
  readonly #file: number
  readonly #bytes = new Uint8Array(CHUNK)
  #filled = 0

  constructor(path: string, header: string) {
    this.#file = openSync(path, 'w')
    writeSync(this.#file, `${header}\n`)
  }

  byte(value: number): void {
    this.#bytes[this.#filled++] = value
  }

  id(row: number): void {
    let rest = row
    for (let place = this.#filled + ID_LENGTH - 1; place >= this.#filled; place--) {
      this.#bytes[place] = 48 + (rest % 10)
      rest = Math.floor(rest / 10)
    }
    this.#filled += ID_LENGTH
  }

  end(): void {
    this.byte(10)
    if (this.#filled > CHUNK - LONGEST_LINE) this.#flush()
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    for (let done = 0; done < this.#filled;) {
      done += writeSync(this.#file, this.#bytes, done, this.#filled - done)
    }
    this.#filled = 0
  }
}

main()
