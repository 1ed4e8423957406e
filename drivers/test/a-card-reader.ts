import { lookUntil } from '@service-hall/harness/process'
import type { CardReaderEvent, SerialCardReaderConfig } from '../src/device/card-reader/card-reader.ts'
import { createSerialCardReader } from '../src/device/card-reader/create-card-reader.ts'
import type { ReaderTiming } from '../src/device/card-reader/reader-timing.ts'
import { startSimulator } from './simulator.ts'
import { told } from './told.ts'
import { untilOnline } from './until.ts'

export type ReaderProfile = SerialCardReaderConfig['profile']

/** Deadlines that make faults show soon. */
export const soonMoved: ReaderTiming = {
  ackMs: 250,
  quickMs: 400,
  slowMs: 600,
  cancelMs: 200,
  gapMs: 60,
  watchMs: 25,
  pollMs: 150,
}

/** The same with room for a busy machine, where a deadline missed by chance would spoil a test. */
export const soonEnough: ReaderTiming = { ...soonMoved, ackMs: 900, quickMs: 900, slowMs: 1_000 }

type Wanted = Partial<Pick<SerialCardReaderConfig, 'leftBehindMs' | 'whenLeftBehind' | 'whenFoundInside'>> & {
  address?: number
  timing?: Partial<ReaderTiming>
  /** Sets the simulator up before the driver starts. */
  before?: (ask: (request: Record<string, unknown>) => Promise<unknown>) => Promise<unknown>
  online?: boolean
}

/** What a simulated reader says of itself. */
export type ReaderState = {
  card: string | null
  triesLeft: number | null
  place: 'none' | 'gate' | 'inside' | 'contacts'
  entryOpen: boolean
  powered: boolean
  captured: string[]
  /** Cards that fell out before the slot. */
  dropped: string[]
  moves: string[]
  /** Texts of the commands carried out, hexadecimal. */
  done: string[]
}

/** A driver on a real pseudo-terminal with a simulated card reader at the other end; online. */
export async function aCardReader(
  profile: ReaderProfile,
  onEnd: (end: () => Promise<void>) => void,
  wanted: Wanted = {},
) {
  const { address = 0, timing, before, online = true, ...policy } = wanted
  const simulator = await startSimulator('card-reader', {
    profile: address === 0 ? profile : `${profile}-${address}`,
    stepMs: 0,
  })
  onEnd(() => simulator.stop())
  const { control } = simulator
  await before?.((request) => control.ask(request))
  const pty = await simulator.pty()
  const reader = createSerialCardReader({
    id: 'reader',
    profile,
    link: { url: pty.url, baud: 115_200 },
    ...(profile === 'crt571' && { address }),
    ...policy,
    timing: { ...soonEnough, ...timing },
  })
  onEnd(() => reader.stop())
  const heard = told<CardReaderEvent>(reader)
  reader.start()
  if (online) await untilOnline(reader)
  /** Pushes a card into the slot once the entry is open. */
  const insert = async (card: Record<string, unknown> = {}): Promise<void> => {
    const isIn = async (): Promise<boolean> => Boolean(await control.ask({ do: 'insert', ...card }))
    await lookUntil('the entry to open for a card', isIn, { everyMs: 10 })
  }
  const state = async () => (await control.ask({ get: 'state' })) as ReaderState
  return {
    reader,
    pty,
    control,
    state,
    untilOpen: () => lookUntil('the entry to open', async () => (await state()).entryOpen, { everyMs: 0 }),
    ...heard,
    insert,
    /** Has the card taken in by the driver. */
    hold: async (card: Record<string, unknown> = {}) => {
      const accepted = reader.accept({ timeoutMs: 5_000 })
      await insert(card)
      return accepted
    },
    /** How many commands that begin with these bytes the reader has carried out. */
    count: async (...body: number[]): Promise<number> => {
      const prefix = (profile === 'crt310' ? '' : '43') + Buffer.from(body).toString('hex')
      return (await state()).done.filter((text) => text.startsWith(prefix)).length
    },
  }
}
