import { benchEncoding } from './encoding.ts'
import { benchIdle } from './idle.ts'
import { benchParsers } from './parser-speed.ts'
import type { ParserSpeed } from './parser-speed.ts'
import { protocols } from './protocols.ts'
import { benchRoundTrip } from './round-trip.ts'
import type { RoundTrip } from './round-trip.ts'

export type DriverFigures = {
  roundTripMs: RoundTrip[]
  ticketsEncodedPerSecond: number
  parsers: ParserSpeed[]
  idleCpuPercent: number
}

const ROUNDS = 400

type Part = keyof DriverFigures
type Say = (line: string) => void

const parts: { [P in Part]: (say: Say) => Promise<DriverFigures[P]> | DriverFigures[P] } = {
  async roundTripMs(say) {
    const figures: RoundTrip[] = []
    for (const protocol of protocols) {
      const figure = await benchRoundTrip(protocol, { rounds: ROUNDS })
      say(JSON.stringify(figure))
      figures.push(figure)
    }
    return figures
  },
  ticketsEncodedPerSecond: () => benchEncoding(),
  parsers: () => benchParsers(),
  idleCpuPercent: () => benchIdle(),
}

export const DRIVER_PARTS = Object.keys(parts) as Part[]

/** Measures the drivers, or some parts of it, one after the other. */
export async function benchDrivers(
  say: Say,
  only: readonly Part[] = DRIVER_PARTS,
): Promise<Partial<DriverFigures>> {
  const figures: [Part, unknown][] = []
  for (const part of DRIVER_PARTS.filter((name) => only.includes(name))) {
    say(`${part} …`)
    const figure = await parts[part](say)
    say(`${part} ${JSON.stringify(figure)}`)
    figures.push([part, figure])
  }
  return Object.fromEntries(figures)
}
