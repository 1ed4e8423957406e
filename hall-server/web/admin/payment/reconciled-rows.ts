import type { AwaitedBill, HallConfig, Reconciled } from '@service-hall/contract'

export type ReconciledRow = {
  side: string
  latest: Reconciled | null
  state: 'never' | 'even' | 'open'
  /** The bill that is waited for, where its day is over. */
  awaited: AwaitedBill | null
}

/** Each channel that has a bill, and billing, with its latest comparison; what is not even comes first. */
export function reconciledRows(
  reconciled: Readonly<Record<string, Reconciled>>,
  config: HallConfig,
  awaited: Readonly<Record<string, AwaitedBill>> = {},
): ReconciledRow[] {
  const channels = (config.payments?.ways ?? [])
    .filter(({ uses }) => uses.some((use) => use !== 'cash'))
    .map(({ channel }) => channel)
  const sides = [...new Set<string>([...channels, 'billing', ...Object.keys(reconciled)])]
  const RANK = { open: 0, never: 1, even: 2 }
  return sides
    .map((side): ReconciledRow => {
      const latest = reconciled[side] ?? null
      const bill = awaited[side]
      const of = { side, latest, awaited: bill && bill.is !== 'notOver' ? bill : null }
      if (!latest) return { ...of, state: 'never' }
      return { ...of, state: latest.cases === 0 && latest.unexplainedFen === 0 ? 'even' : 'open' }
    })
    .sort((a, b) => RANK[a.state] - RANK[b.state])
}
