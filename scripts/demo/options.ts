import { parseArgs } from 'node:util'
import { inRoot } from '@service-hall/harness/paths'

/** What `npm start` and `npm run dev` can be asked for. */
export type DemoOptions = {
  /** The hall's YAML file. */
  config: string
  /** Folder of everything the demo keeps. */
  data: string
  /** Port of the hall server; the next ones are taken as well, see `demoPorts`. */
  port: number
  kiosk: boolean
  /** Simulated customers an hour; 0: none. */
  customersPerHour: number
  /** How many times faster than configured the simulated staff work. */
  speed: number
  /** What the simulated customers' randomness grows from. */
  seed: number
  /** Halls of the region; those beyond the full ones are lightweight. 0: one hall and no region. */
  halls: number
}

/** The hub lets no more wait to be let in from one machine at once. */
const MOST_HALLS = 100

/**
 * Ports of a run: the hall server, the agent's preview of the kiosk, the hub with its console, further hall servers from
 * `halls` on, and what `npm run dev` adds to them.
 */
export const demoPorts = ({ port }: Pick<DemoOptions, 'port'>) => ({
  hall: port,
  preview: port + 1,
  pages: port + 2,
  screen: port + 3,
  console: port + 4,
  hub: port + 10,
  halls: port + 11,
})

/** Address of the hall server for programs on this machine. */
export const hallAddress = ({ port }: Pick<DemoOptions, 'port'>): string => `http://127.0.0.1:${port}`

export type DemoRequest =
  { kind: 'run'; options: DemoOptions } | { kind: 'help' } | { kind: 'wrong'; message: string }

export const DEMO_USAGE = `npm start -- [options]

  --halls N       halls of the region (default 3); from the fourth on they are lightweight: all in one process,
                  with facts of their own making. 0: one hall by itself, neither hub nor console
  --customers N   N simulated customers an hour in the hall of the kiosk (default 30; more in larger halls, fewer in
                  smaller ones), with simulated staff at all counters but the first; 0: none anywhere
  --speed N       simulated staff work N times as fast as the hall's file says (default 10)
  --seed N        the same customers again (the seed of a run is printed)
  --port N        port of the hall server (default 8080); some of the next ones are used as well
  --data DIR      where the demo keeps its data (default data)
  --config FILE   another hall (default hall-server/config/demo-hall.yaml)
  --no-kiosk      no kiosk
  --help          this`

/**
 * Reads the command line. Paths are relative to the repository's root.
 *
 * @param freshSeed the seed when none is given
 */
export function readDemoOptions(argv: readonly string[], freshSeed: number): DemoRequest {
  const parsed = parse(argv)
  if (typeof parsed === 'string') return { kind: 'wrong', message: parsed }
  if (parsed.help) return { kind: 'help' }
  const numbers = {
    port: wholeNumber(parsed.port, 1, 65_500),
    customersPerHour: wholeNumber(parsed.customers, 0, 3_600),
    speed: amount(parsed.speed, 0.1, 1_000),
    halls: wholeNumber(parsed.halls, 0, MOST_HALLS),
    seed: parsed.seed === undefined ? freshSeed : wholeNumber(parsed.seed, 0, 2 ** 32 - 1),
  }
  const { port, customersPerHour, speed, seed, halls } = numbers
  if (port === null) return wrong('--port', 'a port from 1 to 65500', parsed.port)
  if (customersPerHour === null) return wrong('--customers', 'a whole number up to 3600', parsed.customers)
  if (speed === null) return wrong('--speed', 'a number from 0.1 to 1000', parsed.speed)
  if (halls === null) return wrong('--halls', `a whole number up to ${MOST_HALLS}`, parsed.halls)
  if (seed === null) return wrong('--seed', 'a whole number below 2^32', parsed.seed)
  const { config, data, 'no-kiosk': noKiosk } = parsed
  return {
    kind: 'run',
    options: {
      ...{ port, customersPerHour, speed, seed, halls },
      ...{ config: inRoot(config), data: inRoot(data), kiosk: !noKiosk },
    },
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string', default: 'hall-server/config/demo-hall.yaml' },
        data: { type: 'string', default: 'data' },
        port: { type: 'string', default: '8080' },
        customers: { type: 'string', default: '30' },
        halls: { type: 'string', default: '3' },
        speed: { type: 'string', default: '10' },
        seed: { type: 'string' },
        'no-kiosk': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

const wrong = (name: string, expected: string, given: string | undefined): DemoRequest => ({
  kind: 'wrong',
  message: `${name} takes ${expected}, not "${given ?? ''}"`,
})

function wholeNumber(text: string, least: number, most: number): number | null {
  return /^\d+$/.test(text) ? amount(text, least, most) : null
}

function amount(text: string, least: number, most: number): number | null {
  const value = text.trim() === '' ? NaN : Number(text)
  return value >= least && value <= most ? value : null
}
