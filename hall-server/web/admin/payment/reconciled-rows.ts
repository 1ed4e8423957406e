import type { HallConfig, Reconciled } from '@service-hall/contract'

export type ReconciledRow = { side: string; latest: Reconciled | null; state: 'never' | 'even' | 'open' }

/** Each channel that has a bill, and billing, with its latest comparison; what is not even comes first. */
export function reconciledRows(
  reconciled: Readonly<Record<string, Reconciled>>,
  config: HallConfig,
): ReconciledRow[] {
  const channels = (config.payments?.ways ?? [])
    .filter(({ uses }) => uses.some((use) => use !== 'cash'))
    .map(({ channel }) => channel)
  const sides = [...new Set<string>([...channels, 'billing', ...Object.keys(reconciled)])]
  const RANK = { open: 0, never: 1, even: 2 }
  return sides
    .map((side): ReconciledRow => {
      const latest = reconciled[side] ?? null
      if (!latest) return { side, latest, state: 'never' }
      return { side, latest, state: latest.cases === 0 && latest.unexplainedFen === 0 ? 'even' : 'open' }
    })
    .sort((a, b) => RANK[a.state] - RANK[b.state])
}
