import type { Mark } from '@service-hall/contract'

/** Asks one page of the region's marks of an epoch up to a number, latest first; an empty one: there are no more. */
export type AskMarks = (upTo: number) => Promise<readonly Mark[]>
/** The hall's own marks of a stretch, upwards. */
export type OwnMarks = (range: { from: number; to: number }) => Promise<readonly Mark[]>

/**
 * The last fact that hall and region both have: the latest place where their chains agree. 0: there is none. A backup
 * ends with a whole commit and there is a mark behind each, so the place is exact.
 */
export async function commonPoint(last: number, ask: AskMarks, own: OwnMarks): Promise<number> {
  for (let upTo = last; upTo > 0;) {
    const page = await ask(upTo)
    const lowest = page.at(-1)?.number
    if (lowest === undefined) return 0
    const mine = new Map((await own({ from: lowest, to: upTo })).map(({ number, mark }) => [number, mark]))
    const common = page.find(({ number, mark }) => mine.get(number) === mark)
    if (common) return common.number
    upTo = lowest - 1
  }
  return 0
}
