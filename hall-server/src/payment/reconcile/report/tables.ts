import { localTime } from '@service-hall/contract'
import type { Language, ReconciliationReport } from '@service-hall/contract'
import { WORDS, ageOf, yuanOf } from './words.ts'
import { nameOf } from './report.ts'

export type Tables = { head: string[][]; sides: string[][]; cases: string[][] }

/** The report as rows of texts: what file and page have in common. The first row of `sides` and `cases` is their heading. */
export function tablesOf(report: ReconciliationReport, language: Language, timeZone: string): Tables {
  const t = WORDS[language]
  const stamp = (at: number): string => {
    const { day, time } = localTime(at, timeZone)
    return `${day} ${time}`
  }
  return {
    head: [[`${report.hallName[language]} ${t.title}`], [t.day, report.day], [t.made, stamp(report.madeAt)]],
    sides: [
      [...t.sides],
      ...report.sides.map(({ name, is, awaited, result }) => {
        const state = awaited ? `${t.since} ${stamp(awaited.since)} (${awaited.why})` : t.is[is]
        if (!result) return [name[language], state, ...Array<string>(t.sides.length - 2).fill('')]
        const { lines, fen, matched, resolved, waiting, cases, unexplainedFen } = result
        return [
          ...[name[language], state, String(lines), yuanOf(fen), String(matched), String(resolved)],
          ...[String(waiting), String(cases), yuanOf(unexplainedFen)],
        ]
      }),
    ],
    cases: [
      [...t.cases],
      ...report.cases.map((row) => [
        ...[nameOf(row.side)[language], t.kind[row.kind] ?? row.kind, yuanOf(row.fen), row.reference],
        ...[row.orderId ?? '', stamp(row.openedAt), ageOf(row, language)],
        row.closed ? `${t.how[row.closed.how] ?? row.closed.how} ${stamp(row.closed.at)}` : t.open,
      ]),
    ],
  }
}
