/**
 * The labelled data sets that measurements run on, and where they are.
 *
 * @module
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importPaths } from '../../src/ingest/import.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { openWorkspace } from '../../src/platform/workspace.ts'

export interface DataSet {
  readonly name: string
  /** Column of `labels.csv.gz` that says 1 for the accounts to be found. */
  readonly label: string
  /** What the accounts and the label are. */
  readonly about: string
}

export const DATA_SETS: readonly DataSet[] = [
  {
    name: 'amazon-reviewers',
    label: 'label',
    about: 'reviewers and the products they rated; found: members of groups that collude',
  },
  {
    name: 'weibo-hashtags',
    label: 'label',
    about: 'people and their hashtags; found: accounts that a timing rule calls suspicious',
  },
  {
    name: 'tolokers',
    label: 'label',
    about: 'crowd workers who shared a task; found: workers who were banned',
  },
  ...['de', 'engb', 'es', 'fr'].map((language) => ({
    name: `twitch-${language}`,
    label: 'mature',
    about: 'streamers who are mutual friends; found: a flag that streamers set themselves',
  })),
]

export interface LabelledPlatform {
  readonly platform: Platform
  /** 1 for accounts to be found, 0 for others, 255 for accounts without a label. */
  readonly labels: Uint8Array
  /** Labels of accounts that no file but the labels names: nothing can be said of them. */
  readonly absentLabels: readonly number[]
}

export const UNLABELLED = 255

/** Read a data set through the import, or return null where it is absent. */
export async function loadDataSet(
  dataFolder: string,
  { name, label }: DataSet,
): Promise<LabelledPlatform | null> {
  const folder = join(dataFolder, name)
  const labelFile = join(folder, 'labels.csv.gz')
  if (!existsSync(labelFile)) return null
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-measure-'))
  try {
    await importPaths([folder], workspace)
    const platform = openWorkspace(workspace)
    return { platform, ...readLabels(labelFile, label, platform) }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

function readLabels(
  file: string,
  label: string,
  { accounts }: Platform,
): Pick<LabelledPlatform, 'labels' | 'absentLabels'> {
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const accountAt = names.indexOf('account')
  const labelAt = names.indexOf(label)
  if (accountAt < 0 || labelAt < 0) {
    throw new Error(`${file} expected the columns account and ${label}, got ${header}`)
  }
  const labels = new Uint8Array(accounts.size).fill(UNLABELLED)
  const absentLabels: number[] = []
  for (const line of lines) {
    const cells = line.split(',')
    const row = accounts.find(cells[accountAt])
    const value = cells[labelAt] === '1' ? 1 : 0
    if (row >= 0) labels[row] = value
    else absentLabels.push(value)
  }
  return { labels, absentLabels }
}
