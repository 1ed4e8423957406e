import { RETIRABLE } from '@service-hall/contract'
import type { HallConfig, Localized } from '@service-hall/contract'

/** What a retired row is, for its heading; zones and groups go along with what is in them. */
export type RetiredKind = Exclude<(typeof RETIRABLE)[number], 'zones' | 'groups'>

export type RetiredNames = { kind: RetiredKind; names: Localized[]; numbers: string[] }

/** Rows that the hall's file no longer has and that something open still needs, by kind; empty mostly. */
export function retiredNames(config: HallConfig): RetiredNames[] {
  return RETIRABLE.flatMap((kind) => {
    if (kind === 'zones' || kind === 'groups') return []
    const rows = config[kind].filter((row) => row.retired)
    const numbers = kind === 'counters' ? rows.flatMap((row) => ('number' in row ? [row.number] : [])) : []
    return rows.length > 0 ? [{ kind, names: rows.map(({ name }) => name), numbers }] : []
  })
}
