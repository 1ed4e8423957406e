import type { CashBox, HallConfig } from '@service-hall/contract'

export type BoxRow = {
  boxId: string
  /** What the journal says is in it. */
  fen: number
  notes: number
  isNearFull: boolean
  /** counted: a first person has counted it, the second is to come */
  state: 'filling' | 'counted'
  countedBy: string | null
  countedAt: number | null
}

/** Acceptors of kiosks that the hall has, and drawers of counters that had money; those near full first. */
export function boxRows(cashBoxes: Readonly<Record<string, CashBox>>, config: HallConfig): BoxRow[] {
  const acceptors = config.devices.flatMap(({ kind, id }) => (kind === 'cashAcceptor' ? [id] : []))
  const most = config.payments?.boxNotes ?? Number.POSITIVE_INFINITY
  return [...new Set<string>([...acceptors, ...Object.keys(cashBoxes)])]
    .map((boxId) => boxRow(boxId, cashBoxes[boxId], most))
    .sort(
      (a, b) =>
        Number(b.isNearFull) - Number(a.isNearFull) ||
        Number(b.state === 'counted') - Number(a.state === 'counted') ||
        (a.boxId < b.boxId ? -1 : 1),
    )
}

/** What the first person counted is left out: the second counts for themselves. */
function boxRow(boxId: string, box: CashBox | undefined, most: number): BoxRow {
  const { fen = 0, notes = 0, counted } = box ?? {}
  return {
    ...{ boxId, fen, notes, isNearFull: notes >= most },
    state: counted ? 'counted' : 'filling',
    countedBy: counted?.by ?? null,
    countedAt: counted?.at ?? null,
  }
}

/** Box of a counter's cash drawer. */
export function drawerOf(counterId: string): string {
  return `drawer-${counterId}`
}
