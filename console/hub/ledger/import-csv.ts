import { AssetDescription, AssetId, AssetKind, HallId, ZoneId } from '@service-hall/contract'
import type { HubCommandOf } from '../core/capability.ts'
import type { CommandId } from '@service-hall/contract'
import { z } from 'zod'

/** Columns of the file, in its heading, in any order; `assetId`, `hallId` and `kind` are needed. */
export const COLUMNS = [
  ...['assetId', 'hallId', 'kind', 'zone', 'stage', 'model', 'maker', 'serial', 'warrantyUntil'],
  ...['version', 'consumables', 'partOf', 'location'],
] as const

/** Lines of a file at most. */
export const MOST_LINES = 5_000

const Row = z.object({
  assetId: AssetId,
  hallId: HallId,
  kind: AssetKind,
  zone: ZoneId.nullable(),
  stage: z.enum(['ordered', 'enrolled', 'inService']),
})

type Added = HubCommandOf<'ledger.add'>
export type ReadLine = { line: number; command: Added } | { line: number; problem: string }

/** Longest line that is read, letters: some times what all its fields may hold. */
const LONGEST_LINE = 20_000

/** Fields of one line of CSV (RFC 4180: quotes doubled in quotes); null: a quote is not closed, or it is too long. */
export function fieldsOf(line: string): string[] | null {
  if (line.length > LONGEST_LINE) return null
  const fields: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(,|$)/.exec(rest)
    const plain = quoted ? null : /^([^",]*)(,|$)/.exec(rest)
    const found = quoted ?? plain
    if (!found) return null
    const [whole, text = '', comma] = found
    fields.push((quoted ? text.replaceAll('""', '"') : text).trim())
    if (comma !== ',') return fields
    rest = rest.slice(whole.length)
  }
}

/** Reads a file of assets: each line as a command, or what is wrong with it. Numbers that stand there twice are wrong. */
export function readLedger(text: string, newId: () => CommandId): ReadLine[] {
  const [heading = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const names = (fieldsOf(heading) ?? []).map((name) => name.toLowerCase())
  const missing = ['assetId', 'hallId', 'kind'].filter((name) => !names.includes(name.toLowerCase()))
  if (missing.length > 0) return [{ line: 1, problem: `no column ${missing.join(', ')}` }]
  if (lines.length > MOST_LINES) return [{ line: 1, problem: `more than ${MOST_LINES} lines` }]
  const seen = new Map<string, number>()
  return lines.flatMap((line, at): ReadLine[] => {
    if (line.trim() === '') return []
    const number = at + 2
    const read = readLine(line, names, newId)
    if (typeof read === 'string') return [{ line: number, problem: read }]
    const before = seen.get(read.assetId)
    if (before !== undefined) return [{ line: number, problem: `assetId: stands in line ${before} already` }]
    seen.set(read.assetId, number)
    return [{ line: number, command: read }]
  })
}

function readLine(line: string, names: readonly string[], newId: () => CommandId): Added | string {
  const fields = fieldsOf(line)
  if (!fields) return 'a quote is not closed, or the line is too long'
  if (fields.length !== names.length) return `${fields.length} fields, not ${names.length}`
  const field = (name: (typeof COLUMNS)[number]): string => fields[names.indexOf(name.toLowerCase())] ?? ''
  const row = Row.safeParse({
    ...{ assetId: field('assetId'), hallId: field('hallId'), kind: field('kind') },
    ...{ zone: field('zone') || null, stage: field('stage') || 'enrolled' },
  })
  if (!row.success) return problemOf(row.error)
  const description = AssetDescription.safeParse({
    ...{ kind: row.data.kind, model: field('model'), maker: field('maker'), serial: field('serial') },
    ...{ warrantyUntil: field('warrantyUntil') || null, version: field('version') },
    ...{ consumables: field('consumables'), partOf: field('partOf') || null },
    location: field('location'),
  })
  if (!description.success) return problemOf(description.error)
  const { assetId, hallId, zone, stage } = row.data
  return { type: 'ledger.add', id: newId(), assetId, hallId, zone, stage, description: description.data }
}

function problemOf({ issues }: z.ZodError): string {
  const [issue] = issues
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200)
}
