import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Actor, Answer, DecidableCommand } from '@service-hall/contract'
import { aFolder } from './folder.ts'

/** What a recorded hall stood at when its record ended. */
export type Recorded = {
  /** Copy of the journal for one test. */
  path: string
  /** Its clock at the end, epoch ms. */
  now: number
  /** Number of its last fact. */
  number: number
  /** Its whole state, in the shape of the release that recorded it. */
  state: Record<string, unknown> & { view: Record<string, unknown> }
  /** Some of its commands, who sent them and what they were answered. */
  answers: { actor: Actor; command: DecidableCommand; answer: Answer }[]
}

/** The journal that a release recorded (`fixtures/release-<version>/README.md`), as a file of its own. */
export function aRecordedHall(version: '0.1.0'): Recorded {
  const folder = join(import.meta.dirname, 'fixtures', `release-${version}`)
  const unpacked = (name: string): Buffer => gunzipSync(readFileSync(join(folder, `${name}.gz`)))
  const path = join(aFolder(), 'journal.sqlite')
  writeFileSync(path, unpacked('journal.sqlite'))
  return { path, ...(JSON.parse(unpacked('expected.json').toString('utf8')) as Omit<Recorded, 'path'>) }
}
