import { manualClock } from '@service-hall/drivers/testing'
import type { Answer, Command } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { createLog } from '@service-hall/server-kit'
import { Outbox } from './outbox.ts'

const silent = createLog(
  () => undefined,
  () => 0,
)
const fine: Answer = { ok: true, upTo: 1, result: {} }

function aReport(id: string): Command {
  return {
    type: 'ticket.paper',
    id: id as never,
    ticketId: 'ticket-0001' as never,
    attempt: 1,
    outcome: 'printed',
    evidence: 'fence',
  }
}

/** A line whose answers the test gives: `null` stands for silence. */
function aLine(answers: (Answer | null)[]) {
  const sent: string[] = []
  const answered: [string, Answer][] = []
  const clock = manualClock()
  const sender = {
    isOnline: true,
    send: (command: Command): Promise<Answer> => {
      sent.push(command.id)
      const answer = answers.shift()
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('no answer'))
    },
  }
  const onAnswer = (id: string, answer: Answer): void => void answered.push([id, answer])
  const outbox = new Outbox({ sender, clock, log: silent, random: () => 0, onAnswer })
  return { outbox, sender, clock, sent, answered }
}

test('a command is sent under its id again, after ever longer pauses, until it is answered', async () => {
  const { outbox, clock, sent, answered } = aLine([null, null, null, fine])
  outbox.add([aReport('paper-0001')])
  await clock.advance(0)
  expect(sent).toHaveLength(1)
  await clock.advance(124)
  expect(sent).toHaveLength(1)
  await clock.advance(1)
  expect(sent).toHaveLength(2)
  await clock.advance(250)
  expect(sent).toHaveLength(3)
  await clock.advance(500)
  expect(sent).toEqual(Array(4).fill('paper-0001'))
  expect(answered).toEqual([['paper-0001', fine]])
})

test('nothing is sent while the line is down, and everything at once when it is back', async () => {
  const { outbox, sender, clock, sent } = aLine([fine, fine])
  sender.isOnline = false
  outbox.hold([aReport('paper-0001'), aReport('paper-0002')])
  await clock.advance(60_000)
  expect(sent).toEqual([])
  sender.isOnline = true
  outbox.wake()
  await clock.advance(0)
  expect(sent).toEqual(['paper-0001', 'paper-0002'])
})

test.each(['hall.recovering', 'hall.storage', 'access.signIn'] as const)(
  'a refusal is an answer; %s is not, since the hall does not remember it',
  async (code) => {
    const refused: Answer = { ok: false, code: 'ticket.unknown' }
    const { outbox, clock, sent, answered } = aLine([{ ok: false, code }, refused])
    outbox.add([aReport('paper-0001')])
    await clock.advance(1_000)
    expect(sent).toHaveLength(2)
    expect(answered).toEqual([['paper-0001', refused]])
  },
)

test('a hall that says how long to wait is not asked before', async () => {
  const tooMany: Answer = { ok: false, code: 'access.tooMany', retryAfterMs: 7_000 }
  const { outbox, clock, sent, answered } = aLine([tooMany, fine])
  outbox.add([aReport('paper-0001')])
  await clock.advance(6_999)
  expect(sent).toHaveLength(1)
  await clock.advance(1)
  expect(answered).toEqual([['paper-0001', fine]])
})

test('at most sixteen commands are under way at once, oldest first', async () => {
  const sent: string[] = []
  const release: (() => void)[] = []
  const sender = {
    isOnline: true,
    send: (command: Command): Promise<Answer> => {
      sent.push(command.id)
      return new Promise((resolve) => release.push(() => resolve(fine)))
    },
  }
  const clock = manualClock()
  const outbox = new Outbox({ sender, clock, log: silent, random: () => 0, onAnswer: () => undefined })
  outbox.add(Array.from({ length: 40 }, (_, index) => aReport(`paper-${1_000 + index}`)))
  expect(sent).toHaveLength(16)
  release.shift()?.()
  await clock.advance(0)
  expect(sent).toHaveLength(17)
  expect(sent).toEqual([...sent].sort())
})

test('a command that the memory no longer holds is not answered for', async () => {
  const { outbox, clock, sent, answered } = aLine([null, fine])
  outbox.add([aReport('paper-0001')])
  await clock.advance(0)
  outbox.hold([])
  await clock.advance(60_000)
  expect(sent).toHaveLength(1)
  expect(answered).toEqual([])
})
