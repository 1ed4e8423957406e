import { benchCallToDisplay } from './call-to-display.ts'
import { benchChain } from './chain.ts'
import type { ChainFigures } from './chain.ts'
import { benchIssue } from './issue.ts'
import type { IssueFigures } from './issue.ts'
import { benchKiosk } from './kiosk.ts'
import type { KioskFigures } from './kiosk.ts'
import { benchRestart } from './restart.ts'
import { benchSignIns } from './sign-ins.ts'
import type { SignInFigures } from './sign-ins.ts'
import { benchManagerPage } from './manager-page.ts'
import type { ManagerPageFigures } from './manager-page.ts'
import { benchTouchToPaper } from './touch-to-paper.ts'
import type { Spread } from '../lib/quantile.ts'

export type HallFigures = {
  issue: IssueFigures[]
  chain: ChainFigures
  touchToPaperMs: Spread
  callToDisplayMs: Spread
  signIns: SignInFigures
  restartMs: number
  managerPage: ManagerPageFigures
  kiosk: KioskFigures
}

export type HallOptions = {
  repeats: number
  /** Length of one measurement of the ticket rate, s. */
  seconds: number
  say: (line: string) => void
}

const DEPTHS = [1, 16, 64]
const TOUCHES = 60
const CALLS = 60
const OPEN_TICKETS = 5_000
const TICKETS_OF_A_DAY = 19_000

type Part = keyof HallFigures

/** Each figure of a hall, by its name in the result. */
const parts: { [P in Part]: (options: HallOptions) => Promise<HallFigures[P]> } = {
  issue: ({ repeats, seconds, say }) =>
    benchIssue({ depths: DEPTHS, repeats, measureMs: seconds * 1_000, say }),
  chain: ({ repeats, seconds, say }) => benchChain({ repeats, measureMs: seconds * 1_000, say }),
  touchToPaperMs: () => benchTouchToPaper(TOUCHES),
  callToDisplayMs: () => benchCallToDisplay(CALLS),
  signIns: ({ repeats, say }) => benchSignIns({ repeats, say }),
  restartMs: ({ repeats, say }) => benchRestart({ tickets: OPEN_TICKETS, repeats, say }),
  managerPage: ({ repeats }) => benchManagerPage(TICKETS_OF_A_DAY, repeats),
  kiosk: ({ repeats, say }) => benchKiosk({ repeats, say }),
}

export const PARTS = Object.keys(parts) as Part[]

/** Measures a hall, or some parts of it, one after the other: no measurement runs beside another. */
export async function benchHall(
  options: HallOptions,
  only: readonly Part[] = PARTS,
): Promise<Partial<HallFigures>> {
  const figures: [Part, unknown][] = []
  for (const part of PARTS.filter((name) => only.includes(name))) {
    options.say(`${part} …`)
    const figure = await parts[part](options)
    options.say(`${part} ${JSON.stringify(figure)}`)
    figures.push([part, figure])
  }
  return Object.fromEntries(figures)
}
