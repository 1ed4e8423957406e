import type { Account } from './account.ts'
import type { FaultName } from './faults.ts'

/** What the matrix says about one fault of one device. */
export type Cell = {
  title: string
  fault: FaultName
  /** False when the driver said what was not so, did something twice, crashed, hung, or did not come back. */
  ok: boolean
  /** A few words for the table. */
  words: string
  /** What is behind them, for whoever looks closer. */
  complaints: readonly string[]
  statuses: readonly string[]
  grown: Readonly<Record<string, number>>
  slowestMs: number
}

/** Sums up what became of a fault, struck once or at several points. */
export function cellOf(
  title: string,
  fault: FaultName,
  accounts: readonly Account[],
  complaints: readonly string[],
  /** At how many points it could have been struck; at least as many as there are accounts. */
  points = accounts.length,
): Cell {
  const away = accounts.flatMap(({ recovery }) => ('stayedAway' in recovery ? [recovery.stayedAway] : []))
  const times = accounts.map(({ recovery }) => ('recoveredMs' in recovery ? recovery.recoveredMs : 0))
  const slowestMs = Math.round(Math.max(0, ...times))
  const all = [...new Set([...complaints, ...away])]
  return {
    title,
    fault,
    ok: all.length === 0,
    words: all.length === 0 ? wordsOf(accounts, points, slowestMs) : `FAILED: ${all[0]}`,
    complaints: all,
    statuses: [...new Set(accounts.flatMap(({ statuses }) => statuses))],
    grown: sumOf(accounts),
    slowestMs,
  }
}

/** A fault that cannot happen to this device. */
export function exempt(title: string, fault: FaultName, reason: string): Cell {
  return {
    title,
    fault,
    ok: true,
    words: `– ${reason}`,
    complaints: [],
    statuses: [],
    grown: {},
    slowestMs: 0,
  }
}

function wordsOf(accounts: readonly Account[], points: number, slowestMs: number): string {
  const failures = accounts.flatMap(({ said }) => said.filter((one) => !one.ok))
  const codes = unique(failures.flatMap((one) => ('code' in one ? [one.code] : [])))
  const seen = unique(failures.flatMap((one) => ('seen' in one ? [one.seen] : [])))
  const lost = accounts.some(({ statuses }) => statuses.some((status) => status !== 'online'))
  const retried = accounts.some(({ grown }) => (grown['retries'] ?? 0) > 0)
  const some = points > accounts.length ? ` of ${points}` : ''
  const where = points > 1 ? `${accounts.length}${some} points: ` : ''
  const failed = [...(codes.length > 0 ? [`said ${codes.join(', ')}`] : []), ...seen].join('; ')
  const answer = failed || (retried ? 'retried' : 'unharmed')
  return `${where}${answer}${lost ? `, back in < ${roundUp(slowestMs)} s` : ''}`
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort()
}

/** Coarse, so that the table changes only when something did. */
function roundUp(ms: number): number {
  return [0.2, 0.5, 1, 2, 5].find((seconds) => ms < seconds * 1_000) ?? 15
}

function sumOf(accounts: readonly Account[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { grown } of accounts) {
    for (const [name, by] of Object.entries(grown)) sum[name] = (sum[name] ?? 0) + by
  }
  return sum
}
