import { boxFill } from '@service-hall/contract'
import type { BoxFill, CashBox, HallConfig } from '@service-hall/contract'

export type BoxRow = {
  boxId: string
  /** What the journal says is in it. */
  fen: number
  notes: number
  fill: BoxFill
  /** counted: a first person has counted it, the second is to come · differ: they found different sums, both count again */
  state: 'filling' | 'counted' | 'differ'
  countedBy: string | null
  countedAt: number | null
}

/** The fullest first. */
const FILLS: readonly BoxFill[] = ['full', 'nearFull', 'ok']

/** Acceptors of kiosks and drawers of counters, and what holds money of others; those near full first. */
export function boxRows(cashBoxes: Readonly<Record<string, CashBox>>, config: HallConfig): BoxRow[] {
  const acceptors = config.devices.flatMap(({ kind, id }) => (kind === 'cashAcceptor' ? [id] : []))
  const drawers = config.counters.map(({ id }) => drawerOf(id))
  const most = config.payments?.boxNotes
  return [...new Set<string>([...acceptors, ...Object.keys(cashBoxes), ...drawers])]
    .map((boxId) => boxRow(boxId, cashBoxes[boxId], most))
    .sort(
      (a, b) =>
        FILLS.indexOf(a.fill) - FILLS.indexOf(b.fill) ||
        Number(b.state !== 'filling') - Number(a.state !== 'filling') ||
        (a.boxId < b.boxId ? -1 : 1),
    )
}

function boxRow(boxId: string, box: CashBox | undefined, most: number | undefined): BoxRow {
  const { fen = 0, notes = 0, counted, differedAt } = box ?? {}
  return {
    ...{ boxId, fen, notes, fill: isDrawer(boxId) ? 'ok' : boxFill(notes, most) },
    state: counted ? 'counted' : differedAt === undefined ? 'filling' : 'differ',
    countedBy: counted?.by ?? null,
    countedAt: counted?.at ?? null,
  }
}

/** What can be taken out of a box now, fen: what was counted out of it waits for the second person. */
export function takeableFen({ fen, counted }: CashBox): number {
  return fen - (counted?.expectedFen ?? 0)
}

export function isDrawer(boxId: string): boolean {
  return boxId.startsWith('drawer-')
}

/** Box of a counter's cash drawer. */
export function drawerOf(counterId: string): string {
  return `drawer-${counterId}`
}
