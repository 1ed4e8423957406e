import { createIdReader } from '../../src/device/id-reader/id-reader.ts'
import type { IdReader } from '../../src/device/id-reader/id-reader.ts'
import type { MatrixEntry, Said } from './harness/entry.ts'

/** How long a customer waits for a card to be read, ms. */
const PATIENCE_MS = 3_500

/** A card laid on the reader: search, selection and reading. The card of each probe bears its number. */
const sdtSam: MatrixEntry = {
  title: 'idReader sdtSam',
  simulator: { name: 'id-reader', options: { profile: 'sdtSam' } },
  answerMs: 200,
  drive(url, surroundings) {
    const timing = { answerMs: 200, readMs: 2_000, pollMs: 30, heartbeatMs: 60_000 }
    const reader = createIdReader({ id: 'id', profile: 'sdtSam', link: { url }, timing }, surroundings)
    return { device: reader, probe: () => read(reader) }
  },
  prepare: async (n, control) => void (await control.ask({ insert: { name: nameOf(n) } })),
  async oracle({ n, said }) {
    const names = (said.value ?? []) as string[]
    if (names.some((name) => name !== nameOf(n))) return `card ${n} was read as ${names.join()}`
    return names.length > 1 ? `card ${n} was told ${names.length} times` : undefined
  },
  without: { busy: 'its protocol has no word for it' },
}

/** Arms the reader until it tells of a card or of a fault of its own; gives the names of all cards told. */
function read(reader: IdReader): Promise<Said> {
  return new Promise((resolve) => {
    const names: string[] = []
    const end = (said: Said) => {
      clearTimeout(patience)
      reader.disarm()
      deaf.forEach((unsubscribe) => unsubscribe())
      resolve({ ...said, value: names })
    }
    const finish = (code?: string) => end(code === undefined ? { ok: true } : { ok: false, code })
    const patience = setTimeout(() => end({ ok: false, seen: 'nothing told' }), PATIENCE_MS)
    const deaf = [
      reader.onStatus(({ error }) => error && finish(error.code)),
      reader.onEvent((event) => {
        if (event.type === 'cardRead') names.push(event.person.name)
        if (event.type === 'cardRead') finish()
        if (event.type === 'readFailed') finish(event.error.code)
      }),
    ]
    if (reader.status.error) finish(reader.status.error.code)
    else reader.arm()
  })
}

function nameOf(n: number): string {
  return `测试${n}`
}

export const entries = [sdtSam]
