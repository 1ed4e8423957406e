import type { Random } from '@service-hall/harness/random'
import { calm } from '../lib/hall-client.ts'
import type { Cut, Sending } from '../lib/hall-client.ts'

const CUTS: readonly [Cut, ...Cut[]] = ['torn', 'closed', 'left']

/** What goes wrong on the way, by share of the commands. */
const TWICE = 0.03
const IMPATIENT = 0.03
const CUT = 0.003

/** How a command is sent: mostly well, sometimes twice at once, too soon again, or with the line going away. */
export function faultySending(random: Random): Sending {
  if (random.chance(TWICE)) return { ...calm, copies: 2 }
  if (random.chance(IMPATIENT)) return { ...calm, patienceMs: random.below(5) }
  if (random.chance(CUT)) return { ...calm, cut: { afterMs: random.below(5), how: random.pick(CUTS) } }
  return calm
}
