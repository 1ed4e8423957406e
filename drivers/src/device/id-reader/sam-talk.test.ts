import fc from 'fast-check'
import { expect, test } from 'vitest'
import { manualClock } from '../../../test/manual-clock.ts'
import { samReply } from '../../../test/sam-reply.ts'
import type { Line } from '../../link/link.ts'
import { noTalk } from '../common/exchange.ts'
import { SamTalk } from './sam-talk.ts'
import type { Look } from './sam-talk.ts'

/** Far above what all questions of a look may take. */
const LONGEST_LOOK_MS = 60_000

/** A module that answers everything rightly and in order, but each answer later by the next of `delays`. */
function aSlowModule(delays: readonly number[]) {
  const clock = manualClock()
  let card = 0
  let asked = 0
  let free = 0
  let isDropped = false
  const line: Line = {
    generation: 1,
    get alive() {
      return !isDropped
    },
    async write(bytes) {
      const late = delays[asked % delays.length] ?? 0
      asked += 1
      free = Math.max(free, clock.monotonic() + late)
      const answer = answerTo(Buffer.from(bytes.subarray(7, 9)).toString('hex'))
      clock.after(free - clock.monotonic(), () => !isDropped && talk.receive(Uint8Array.from(answer)))
      return { ok: true, lastByteAt: clock.now(), wireMs: 0 }
    },
    turn: (task) => task(),
    ready: () => undefined,
    drop() {
      isDropped = true
      talk.end()
    },
  }
  const talk = new SamTalk(line, clock, noTalk(), { answerMs: 100, readMs: 300 })
  function answerTo(command: string): Buffer {
    if (command === '2001') return samReply(0x9f, Buffer.alloc(4))
    if (command === '2002') return samReply(0x90, Buffer.alloc(8))
    if (command === '12ff') return samReply(0x90, Buffer.alloc(16, 7))
    return samReply(
      0x90,
      Buffer.concat([Buffer.of(1, 0, 4, 0), Buffer.alloc(256, card), Buffer.alloc(1_024)]),
    )
  }
  return {
    /** Puts a card there and looks for it; what is late is still late when the look is over. */
    look: async (which: number) => {
      card = which
      let look: Look | undefined
      void talk.look(() => true).then((seen) => (look = seen))
      for (const end = clock.monotonic() + LONGEST_LOOK_MS; clock.monotonic() < end && !look;)
        await clock.advance(10)
      if (!look) throw new Error(`a look takes more than ${LONGEST_LOOK_MS} ms`)
      return look
    },
  }
}

async function readsNoCardOfBefore(delays: readonly number[]): Promise<void> {
  const { look } = aSlowModule(delays)
  for (let card = 1; card <= 5; card += 1) {
    const seen = await look(card)
    if (seen.kind === 'record') expect(seen.record[0]).toBe(card)
  }
}

test('reads the card that lies there now, however late any of the answers come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(1, 20, 90, 110, 150, 310, 500, 900), { minLength: 3, maxLength: 12 }),
      readsNoCardOfBefore,
    ),
    { numRuns: 200 },
  )
})

test('reads no card of before when the answer to a repeated marker comes after the next miss', async () => {
  await readsNoCardOfBefore([150, 110, 150, 1, 310, 1, 1, 500, 1, 1, 1])
})

test('reads every card when the answers come in time', async () => {
  const { look } = aSlowModule([1, 20, 90])
  for (const card of [1, 2, 3]) expect(await look(card)).toMatchObject({ kind: 'record' })
})
