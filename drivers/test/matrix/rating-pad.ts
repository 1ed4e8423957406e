import { createRatingPad } from '../../src/device/rating-pad/rating-pad.ts'
import type { MatrixEntry, Said } from './harness/entry.ts'

type Shown = { sequence: number; staffNumber: string } | null

/** An invitation: two commands (welcome, invite), each with its acknowledgement. */
const own: MatrixEntry = {
  title: 'ratingPad own',
  simulator: { name: 'rating-pad' },
  answerMs: 400,
  drive(url, surroundings) {
    const pad = createRatingPad({ id: 'pad', profile: 'own', link: { url, baud: 115_200 } }, surroundings)
    return {
      device: pad,
      async probe(n): Promise<Said> {
        const staffNumber = String(n)
        const outcome = await pad.invite({ sequence: n, staffName: '', staffNumber, timeoutMs: 60_000 })
        return outcome.ok ? outcome : { ok: false, code: outcome.error.code }
      },
    }
  },
  async oracle({ n, said, control }) {
    const times = (await control.ask({ get: 'invited', sequence: n })) as number
    if (times > 1) return `invitation ${n} was shown ${times} times`
    if (said.ok && times === 0) return `invitation ${n} was never shown`
    const open = (await control.ask({ get: 'invitation' })) as Shown
    if (open?.sequence === n && open.staffNumber !== String(n)) return `invitation ${n} names somebody else`
    return undefined
  },
  without: { busy: 'its protocol has no word for it' },
}

export const entries = [own]
