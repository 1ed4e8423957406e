import { lookUntil, waitFor } from '@service-hall/harness/process'
import { createCashAcceptor } from '../src/device/cash-acceptor/cash-acceptor.ts'
import type { CashAcceptorConfig, CashTiming } from '../src/device/cash-acceptor/cash-acceptor.ts'
import type { CashProfile } from '../src/device/cash-acceptor/cash-profiles.ts'
import type { CashEvent, CashMemory } from '../src/device/cash-acceptor/cash-acceptor.ts'
import { createLineBook } from '../src/link/line-book.ts'
import type { LineBook } from '../src/link/line-book.ts'
import { startSimulator } from './simulator.ts'
import type { RunningSimulator } from './simulator.ts'
import { untilOnline } from './until.ts'

/** Times that make faults show soon. */
export const soonCash: Partial<CashTiming> = { pollMs: 30, answerMs: 200 }

/** Kinds of `simulators/cash-acceptor.ts`. */
export type SimulatedCash = CashProfile | 'ssp-plain' | 'cctalkCoin-noEcho'

/** What is to be seen in a simulated acceptor. */
export type SimulatedCashState = {
  box: number[]
  returned: number[]
  place: 'inlet' | 'escrow' | 'toBox' | 'pastReturn' | 'toMouth' | null
} & Record<string, unknown>

type OnEnd = (end: () => Promise<void>) => void

/** A driver on a real pseudo-terminal with a simulated acceptor at the other end; online and not enabled. */
export async function aCashAcceptor(
  onEnd: OnEnd,
  simulated: SimulatedCash,
  wanted: Partial<CashAcceptorConfig> = {},
  stepMs = 0.4,
) {
  const simulator = await startSimulator('cash-acceptor', { profile: simulated, stepMs })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const disk: { memory?: CashMemory; events: CashEvent[] } = { events: [] }
  const run = await aCashProgram(onEnd, simulated, pty.url, disk, wanted)
  await untilOnline(run.acceptor)
  return { ...run, ...cashControls(simulator), pty, simulator, disk }
}

/** A bill validator, for whose answers is waited for long, and a coin acceptor on one ccTalk line, both online. */
export async function twoOnOneLine(onEnd: OnEnd, check: 'sum8' | 'crc16') {
  const ending = check === 'crc16' ? '-crc16' : ''
  const names = { bill: `cctalkBill${ending}`, coin: `cctalkCoin${ending}` }
  const simulator = await startSimulator('cash-acceptor', {
    profile: `${names.bill},${names.coin}`,
    stepMs: 0.4,
  })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const lines = createLineBook()
  // No reset: what a test has stuck is to stay so until a coin shows that the path is free.
  const timing = { bill: { ...soonCash, answerMs: 600 }, coin: { ...soonCash, resetMs: 3_600_000 } }
  const one = async (kind: 'bill' | 'coin') => {
    const profile = kind === 'bill' ? 'cctalkBill' : 'cctalkCoin'
    const disk: { memory?: CashMemory; events: CashEvent[] } = { events: [] }
    const run = await aCashProgram(
      onEnd,
      profile,
      pty.url,
      disk,
      { id: kind, check, timing: timing[kind] },
      lines,
    )
    const ask = (request: Record<string, unknown>) =>
      simulator.control.ask({ profile: names[kind], ...request })
    const state = async () => (await ask({ get: 'state' })) as SimulatedCashState
    return { ...run, disk, ask, state }
  }
  const [bill, coin] = [await one('bill'), await one('coin')]
  await Promise.all([untilOnline(bill.acceptor), untilOnline(coin.acceptor)])
  return { bill, coin, pty }
}

/** A program with a cash acceptor, which goes on where the one before it stopped. */
export async function aCashProgram(
  onEnd: OnEnd,
  simulated: SimulatedCash,
  url: string,
  disk: { memory?: CashMemory; events: CashEvent[] },
  wanted: Partial<CashAcceptorConfig> = {},
  lines?: LineBook,
) {
  const profile =
    simulated === 'ssp-plain' ? 'ssp' : simulated === 'cctalkCoin-noEcho' ? 'cctalkCoin' : simulated
  const acceptor = createCashAcceptor(
    {
      id: 'cash',
      profile,
      // A pseudo-terminal has no parity; the pace of 9600 would only make tests slow.
      link: { url, baud: 115_200 },
      timing: soonCash,
      ...(disk.memory && { resumeFrom: disk.memory }),
      record({ memory, events }) {
        disk.memory = JSON.parse(JSON.stringify(memory)) as CashMemory
        disk.events.push(...events)
      },
      ...wanted,
    },
    { random: Math.random, ...(lines && { lines }) },
  )
  onEnd(() => acceptor.stop())
  const events: CashEvent[] = []
  const waiting = new Set<() => void>()
  acceptor.onEvent((event) => {
    events.push(event)
    for (const look of [...waiting]) look()
  })
  /** The first event of that type that nobody was given yet. */
  const given = new Set<CashEvent>()
  const next = <T extends CashEvent['type']>(type: T) =>
    waitFor(
      `the event ${type}`,
      new Promise<Extract<CashEvent, { type: T }>>((resolve) => {
        const look = () => {
          const event = events.find((one) => one.type === type && !given.has(one))
          if (!event) return
          given.add(event)
          waiting.delete(look)
          resolve(event as Extract<CashEvent, { type: T }>)
        }
        waiting.add(look)
        look()
      }),
    )
  acceptor.start()
  return Promise.resolve({ acceptor, events, next })
}

/** What can be done at the other end. */
export function cashControls({ control }: RunningSimulator) {
  const state = async () => (await control.state()) as SimulatedCashState
  return {
    control,
    state,
    feed: (fen: number) => control.ask({ feed: fen }),
    powerCycle: (ms = 300) => control.ask({ powerCycle: ms }),
    /** Resolves when what is in the acceptor is as wanted. */
    until: async (wanted: (state: SimulatedCashState) => boolean) => {
      await lookUntil(`an acceptor that ${wanted}`, async () => wanted(await state()), { everyMs: 10 })
    },
  }
}

/** Credited and box, denomination by denomination, as they ought to be equal. */
export function balance(disk: { events: readonly CashEvent[] }, { box }: SimulatedCashState) {
  const sorted = (amounts: readonly number[]) => [...amounts].sort((a, b) => a - b)
  return {
    credited: sorted(
      disk.events.flatMap((event) => (event.type === 'credited' ? [event.denominationFen] : [])),
    ),
    box: sorted(box),
  }
}
