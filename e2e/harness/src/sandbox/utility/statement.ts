import type { Sale } from './meter-sales.ts'
import type { WriteOffRecord } from './write-offs.ts'

export type StatementLine = {
  kind: 'writeOff' | 'reversal'
  key: string
  writeOffNo: string
  fen: number
  channel: string
  at: number
}

/** What happened for an agent on a business day, in order of time. */
export function linesOf(
  records: Iterable<WriteOffRecord>,
  sales: Iterable<Sale>,
  agent: string,
  day: string,
): StatementLine[] {
  const lines: StatementLine[] = []
  for (const { key, agent: by, day: on, order, answer, reversal } of records) {
    if (by !== agent) continue
    const line = { key, fen: answer.fen, channel: order.channel, writeOffNo: answer.writeOffNo }
    if (on === day) lines.push({ kind: 'writeOff', ...line, at: answer.at })
    if (reversal?.day === day) lines.push({ kind: 'reversal', ...line, at: reversal.at })
  }
  for (const { key, agent: by, day: on, at, answer, voided } of sales) {
    if (by !== agent) continue
    const line = { key, fen: answer.fen, channel: 'meterCard', writeOffNo: answer.saleNo }
    if (on === day) lines.push({ kind: 'writeOff', ...line, at })
    if (voided?.day === day) lines.push({ kind: 'reversal', ...line, at: voided.at })
  }
  return lines.sort((a, b) => a.at - b.at)
}

/** A statement with one line too few, one amount off by a fen, and a line of nobody's: each of the cases a day may have. */
export function withDifferences(lines: readonly StatementLine[], day: string): StatementLine[] {
  const [, ...kept] = lines
  const last = kept.pop()
  const changed = last ? [...kept, { ...last, fen: last.fen + 1 }] : kept
  const at = lines.at(-1)?.at ?? Date.parse(`${day}T12:00:00+08:00`)
  return [
    ...changed,
    {
      ...{ kind: 'writeOff', key: 'of-nobody-0001', writeOffNo: 'XZ0000000000000000' },
      ...{ fen: 4_321, channel: 'cash', at },
    },
  ]
}
