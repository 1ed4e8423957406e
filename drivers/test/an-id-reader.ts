import { lookUntil } from '@service-hall/harness/process'
import { createIdReader } from '../src/device/id-reader/id-reader.ts'
import type { IdReaderEvent } from '../src/device/id-reader/id-reader.ts'
import type { IdReaderTiming } from '../src/device/id-reader/sdt-sam-reader.ts'
import { told } from './told.ts'
import { startSimulator } from './simulator.ts'
import { untilOnline } from './until.ts'

/** Deadlines that make faults show soon; the reader is asked more often than a real one would like. */
export const soonRead: IdReaderTiming = { answerMs: 250, readMs: 500, pollMs: 40, heartbeatMs: 150 }

type Wanted = {
  profile?: 'sdtSam' | 'sdtSam-steady'
  timing?: Partial<IdReaderTiming>
  /** Unit of the simulated module's thinking, ms. */
  stepMs?: number
  /** The card that lies there before the driver starts. */
  lying?: Record<string, string>
}

/** A driver on a real pseudo-terminal with a simulated identity card reader at the other end; online and disarmed. */
export async function anIdReader(onEnd: (end: () => Promise<void>) => void, wanted: Wanted = {}) {
  const { profile = 'sdtSam', timing = soonRead, stepMs = 1, lying } = wanted
  const simulator = await startSimulator('id-reader', { profile, stepMs })
  onEnd(() => simulator.stop())
  if (lying) await simulator.control.ask({ insert: lying })
  const pty = await simulator.pty()
  const reader = createIdReader({ id: 'ids', profile: 'sdtSam', link: { url: pty.url }, timing })
  onEnd(() => reader.stop())
  const heard = told<IdReaderEvent>(reader)
  reader.start()
  await untilOnline(reader)
  const { control } = simulator
  return {
    reader,
    pty,
    control,
    ...heard,
    /** Puts a card on the reader; what is not given is invented. */
    insert: (fields: Record<string, string> = {}) => control.ask({ insert: fields }),
    lift: () => control.ask({ remove: true }),
    /** Resolves when the reader has been asked for a card so many times more. */
    searches: async (count: number) => {
      const before = Number((await control.state())['finds'])
      const so = async () => Number((await control.state())['finds']) >= before + count
      await lookUntil(`${count} searches for a card`, so, { everyMs: 10 })
    },
  }
}
