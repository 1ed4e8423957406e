import { readdirSync } from 'node:fs'
import type { MatrixEntry } from './entry.ts'

/** An entry and the file it comes from. */
export type Listed = { file: string; entry: MatrixEntry }

const folder = new URL('../', import.meta.url)

/** All entries of the files beside this folder, in the order of the files' names. */
export async function listEntries(): Promise<Listed[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const lists = await Promise.all(
    files.sort().map(async (file) => (await entriesOf(file)).map((entry) => ({ file, entry }))),
  )
  return lists.flat()
}

export async function findEntry(file: string, title: string): Promise<MatrixEntry> {
  const entry = (await entriesOf(file)).find((one) => one.title === title)
  if (!entry) throw new Error(`${file} has no entry ${title}`)
  return entry
}

async function entriesOf(file: string): Promise<readonly MatrixEntry[]> {
  const { entries } = (await import(new URL(file, folder).href)) as { entries?: readonly MatrixEntry[] }
  if (!entries) throw new Error(`${file} exports no "entries"`)
  return entries
}
