import { expect, test } from 'vitest'
import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import { decide, emptyMemory } from './note-tracking.ts'
import { ssp } from './ssp-dialect.ts'

const OK = 0xf0
/** Channel 1 is 1 yuan, channel 2 is 5, channel 3 is 10. */
const table = [100, 500, 1_000]
const named = (note: number) => `${emptyMemory(() => 0.5).series}-${note}`

/** A validator in use, of which only the answers are told: to polls by their bytes, to acknowledgements by `ack`. */
function aValidator({ withAck = true } = {}) {
  let state = { ...ssp.begin(), ready: true, toDo: [], table, applied: 7, inhibits: 7, withAck }
  let memory: CashMemory = emptyMemory(() => 0.5)
  const events: CashEvent[] = []
  const answer = (...bytes: number[]) => {
    const wishes = { memory, accept: 'all' as const }
    const asked = ssp.next(state, wishes)
    const data = Uint8Array.from(bytes)
    const step = ssp.hear(state, asked, { sequence: state.sequence, address: 0, data }, wishes)
    state = { ...step.state, toDo: [], table, applied: 7, inhibits: 7, withAck }
    memory = step.memory
    events.push(...step.events)
    return asked.name
  }
  return {
    events,
    get stage() {
      return memory.note?.stage
    },
    poll: (...heard: number[]) => expect(answer(OK, ...heard)).toMatch(/^poll/),
    ack: (byte = OK) => expect(answer(byte)).toBe('eventAck'),
    /** A note is read and ordered into the box. */
    stack(channel: number) {
      answer(OK, 0xef, channel)
      memory = decide(memory, memory.note?.noteId ?? '', 'stack') ?? memory
    },
    credits: () => events.flatMap((event) => (event.type === 'credited' ? [event.noteId] : [])),
  }
}

test.each([
  [0xee, 1, 0xeb],
  [0xeb, 0xee, 1],
])(
  'settles a note told as credited and stacked in one answer, once that is acknowledged: %s %s %s',
  (...bytes) => {
    const validator = aValidator()
    validator.stack(1)
    validator.poll(...bytes)
    expect(validator.stage).toBe('credited')
    validator.ack()
    expect(validator.stage).toBeUndefined()
    expect(validator.credits()).toEqual([named(1)])
  },
)

test('does not take the note that was cleared out for the one before it', () => {
  const validator = aValidator()
  validator.stack(1)
  validator.poll(0xee, 1, 0xeb)
  validator.ack()
  validator.poll()
  validator.poll(0xf1, 0xe1, 0)
  expect(validator.events.filter(({ type }) => type === 'fraud')).toEqual([])
})

test('credits the next note that was cleared into the box before it was read', () => {
  const validator = aValidator()
  validator.stack(1)
  validator.poll(0xee, 1, 0xeb)
  validator.ack()
  validator.poll(0xf1, 0xe2, 3)
  expect(validator.events.at(-1)).toMatchObject({
    type: 'credited',
    noteId: named(2),
    denominationFen: 1_000,
  })
  validator.ack()
  validator.poll(0xf1, 0xe2, 2)
  expect(validator.credits()).toEqual([named(1), named(2), named(3)])
})

test('credits once a note that is acknowledged before it is in the box, and cleared there after a power cut', () => {
  const validator = aValidator()
  validator.stack(1)
  validator.poll(0xee, 1, 0xcc)
  validator.ack()
  validator.poll(0xf1, 0xe2, 1)
  validator.ack()
  expect(validator.credits()).toEqual([named(1)])
  expect(validator.stage).toBeUndefined()
})

test('credits once what is told again because its acknowledgement was refused', () => {
  const validator = aValidator()
  validator.stack(1)
  validator.poll(0xee, 1, 0xeb)
  validator.ack(0xf5)
  validator.poll(0xee, 1)
  validator.ack()
  expect(validator.credits()).toEqual([named(1)])
  expect(validator.stage).toBeUndefined()
})

test('settles at once with an old validator, which repeats nothing', () => {
  const validator = aValidator({ withAck: false })
  validator.stack(1)
  validator.poll(0xee, 1, 0xeb)
  expect(validator.stage).toBeUndefined()
})
