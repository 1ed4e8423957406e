import type { CashMemory } from '@service-hall/drivers'
import { lookUp } from '@service-hall/contract'
import { slice } from '../../memory/slice.ts'
import type { CashFact, CashShort } from './facts.ts'

/** Whose money an acceptor takes. */
export type CashPlace = {
  orderId: string
  attemptId: string
  short: CashShort
  upToFen?: number
  stage: 'open' | 'ending' | 'ended'
  /** Kept for it, fen and notes; the last one. */
  fen: number
  notes: number
  lastFen: number | null
  uncertain: number
}
export type CashAccount = { memory: CashMemory | null; place: CashPlace | null }
/** By device id. */
export type CashAccounts = Record<string, CashAccount>

const nothing: CashAccount = { memory: null, place: null }

export const cashAccounts = slice<CashAccounts, CashFact>({
  empty: {},
  evolve: {
    CashOpened: (before, { deviceId, orderId, attemptId, short, upToFen }) =>
      changed(before, deviceId, ({ memory }) => ({
        memory,
        place: {
          ...{ orderId, attemptId, short, stage: 'open' },
          ...(upToFen === undefined ? {} : { upToFen }),
          ...{ fen: 0, notes: 0, lastFen: null, uncertain: 0 },
        },
      })),
    CashRecorded: (before, { deviceId, memory, credits, uncertain = 0 }) =>
      changed(before, deviceId, ({ place }) => ({
        memory,
        place: place && {
          ...place,
          fen: credits.reduce((sum, { fen }) => sum + fen, place.fen),
          notes: place.notes + credits.length,
          lastFen: credits.at(-1)?.fen ?? place.lastFen,
          uncertain: place.uncertain + uncertain,
        },
      })),
    CashEnding: (before, { deviceId, short }) =>
      changed(before, deviceId, ({ memory, place }) => ({
        memory,
        place: place?.stage === 'open' ? { ...place, stage: 'ending', short } : place,
      })),
    CashEnded: (before, { deviceId }) =>
      changed(before, deviceId, ({ memory, place }) => ({
        memory,
        place: place && { ...place, stage: 'ended' },
      })),
  },
  // What an acceptor did lasts longer than a release: a memory that is lost loses or doubles a note.
  migrate: (kept) => (typeof kept === 'object' && kept !== null ? (kept as CashAccounts) : {}),
})

/** The acceptor that takes, or took last, the money of an attempt. */
export function cashOf(
  accounts: CashAccounts,
  attemptId: string,
): { deviceId: string; place: CashPlace } | undefined {
  for (const [deviceId, { place }] of Object.entries(accounts))
    if (place?.attemptId === attemptId) return { deviceId, place }
  return undefined
}

function changed(
  accounts: CashAccounts,
  deviceId: string,
  change: (account: CashAccount) => CashAccount,
): CashAccounts {
  return { ...accounts, [deviceId]: change(lookUp(accounts, deviceId) ?? nothing) }
}
