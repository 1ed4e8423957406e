import { COSTS } from './model.ts'
import type { RosterModel } from './model.ts'

/**
 * The model as a mixed-integer program in CPLEX's LP format, as HiGHS reads it. `x…` choices, `u…` people missing, `v…`
 * where there is nobody beyond the need (so that whoever is left over is spread), `h…` hours below the agreed ones.
 */
export function lpText({ people, shifts, choices, fixed, needs, limits }: RosterModel): string {
  const costs: string[] = []
  const rows: string[] = []
  const hoursOf = (at: number): number => (shifts[choices[at]?.shift ?? -1]?.minutes ?? 0) / 60
  choices.forEach((_choice, at) => costs.push(`${COSTS.idleHour * hoursOf(at)} x${at}`))
  needs.forEach(({ day, shifts: covering, able, count, slots }, at) => {
    const counted = choices.flatMap((choice, index) => {
      const isCounted = choice.day === day && covering.includes(choice.shift)
      return isCounted && (able === null || able.includes(choice.person)) ? [`x${index}`] : []
    })
    costs.push(`${(able === null ? COSTS.person : COSTS.skill) * slots} u${at}`)
    rows.push(`n${at}: ${[...counted, `u${at}`].join(' + ')} >= ${count}`)
    if (able !== null) return
    costs.push(`${COSTS.second * slots} v${at}`)
    // One more than needed, or whatever is missing and this.
    rows.push(`s${at}: ${[...counted, `u${at}`, `v${at}`].join(' + ')} >= ${count + 1}`)
  })
  people.forEach(({ minutes, wanted }, person) => {
    const own = choices.flatMap((choice, at) => (choice.person === person ? [`${hoursOf(at)} x${at}`] : []))
    if (own.length === 0) return
    const set = fixed.reduce((sum, at) => sum + (choices[at]?.person === person ? hoursOf(at) : 0), 0)
    costs.push(`${COSTS.unusedHour} h${person}`)
    rows.push(`m${person}: ${own.join(' + ')} <= ${Math.max(minutes / 60, set)}`)
    rows.push(`w${person}: ${own.join(' + ')} + h${person} >= ${wanted / 60}`)
  })
  limits.forEach(({ choices: some, most }, at) =>
    rows.push(`l${at}: ${some.map((one) => `x${one}`).join(' + ')} <= ${most}`),
  )
  for (const at of fixed) rows.push(`f${at}: x${at} = 1`)
  const bounds = needs.flatMap(({ able }, at) => (able === null ? [`0 <= v${at} <= 1`] : []))
  return [
    ...[
      'Minimize',
      ` obj: ${wrapped(costs)}`,
      'Subject To',
      ...rows.map((row) => ` ${wrapped(row.split(' + '))}`),
    ],
    ...['Bounds', ...bounds.map((bound) => ` ${bound}`)],
    ...['Binary', ...choices.map((_choice, at) => ` x${at}`), 'End'],
  ].join('\n')
}

/** Terms on lines of a bearable length: the format knows lines of at most 560 characters. */
function wrapped(terms: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < terms.length; at += 12) lines.push(terms.slice(at, at + 12).join(' + '))
  return lines.join('\n + ')
}
