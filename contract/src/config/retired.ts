import { z } from 'zod'
import type { ConfigProblem } from './cross-check.ts'
import type { HallConfig } from './hall-config.ts'

/**
 * Of a row that is no longer in the hall's file, kept as long as something of it is open: a customer who waits for it, a
 * counter that is not closed. The hall server sets it; a file has none.
 */
export const retired = z.literal(true).optional()

/** Lists of a configuration whose rows can be retired. */
export const RETIRABLE = [
  'zones',
  'groups',
  'services',
  'priorityClasses',
  'parkReasons',
  'pauseReasons',
  'counters',
] as const

/** Rows of a file that say `retired`: what the server sets is nobody's to write. */
export function retiredProblems(config: HallConfig): ConfigProblem[] {
  return RETIRABLE.flatMap((list) =>
    config[list].flatMap((row, index) =>
      row.retired
        ? [{ path: `${list}.${index}.retired`, expected: 'no retired here: leave the row out' }]
        : [],
    ),
  )
}

/** The rows that a hall offers: those that its file still has, in their order. */
export function offered<Row extends { retired?: true | undefined }>(rows: readonly Row[] | undefined): Row[] {
  return (rows ?? []).filter((row) => !row.retired)
}
