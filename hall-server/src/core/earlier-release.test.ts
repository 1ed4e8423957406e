import { Command, Fact, FactEntry, emptyView, evolve } from '@service-hall/contract'
import type { DecidableCommand } from '@service-hall/contract'
import { openJournal, readJournal } from '@service-hall/journal'
import { expect, test } from 'vitest'
import { aClock, aLog, aRecordedHall, asKiosk, command } from '../../test/builders.ts'
import type { Recorded } from '../../test/builders.ts'
import { openHall, stateFold } from '../capabilities.ts'
import type { HallState } from '../capabilities.ts'
import type { HallOf } from './hall.ts'

const open = ({ path, now }: Recorded): Promise<HallOf<HallState>> =>
  openHall({ path, clock: aClock(now), log: aLog() })

/** What a record stands for today: what a later release added is empty, or follows from the facts. */
function today({ state }: Recorded, { clock, payment, takings, view: { taken } }: Added): HallState {
  const none = stateFold.empty()
  return {
    ...{ ...none, ...state, clock, view: { ...emptyView(), ...state.view, taken } },
    payment: { ...none.payment, dayStarts: payment.dayStarts, batches: payment.batches },
    takings: { ...none.takings, since: takings.since },
  }
}
type Added = Pick<HallState, 'clock' | 'payment' | 'takings'> & { view: Pick<HallState['view'], 'taken'> }

async function factsOf({ path }: Recorded): Promise<FactEntry[]> {
  const journal = await readJournal<Fact>({ path })
  const entries: FactEntry[] = []
  for await (const entry of journal.replay({ from: 1 })) entries.push(entry)
  await journal.close()
  return entries
}

/** Forgets every fact that a snapshot of the record covers. */
async function prune({ path, now }: Recorded): Promise<number> {
  const journal = await openJournal<Fact>({ path, clock: () => now, horizonMs: 0 })
  const pruned = await journal.prune({ before: now })
  await journal.close()
  return pruned
}

test('the record holds every type of fact there was, and each is a fact still, unchanged', async () => {
  const entries = await factsOf(aRecordedHall('0.1.0'))
  for (const entry of entries) expect(FactEntry.parse(entry)).toEqual(entry)
  expect(new Set(entries.map(({ fact }) => fact.type)).size).toBe(32)
})

test('its facts fold to the view they folded to', async () => {
  const recorded = aRecordedHall('0.1.0')
  const view = emptyView()
  for (const entry of await factsOf(recorded)) evolve(view, entry)
  expect(view).toEqual(today(recorded, { ...stateFold.empty(), view }).view)
})

test('a hall that takes it over stands where it stood', async () => {
  const recorded = aRecordedHall('0.1.0')
  const hall = await open(recorded)
  expect(hall.committedNumber).toBe(recorded.number)
  expect(hall.state).toEqual(today(recorded, hall.state))
  await hall.close()
})

test('a hall that takes over only its snapshots and what came after them stands where it stood', async () => {
  const recorded = aRecordedHall('0.1.0')
  expect(await prune(recorded)).toBeGreaterThan(1_700)
  const hall = await open(recorded)
  expect(hall.committedNumber).toBe(recorded.number)
  expect(hall.state).toEqual(today(recorded, hall.state))
  await hall.close()
})

test('a command that was answered is answered alike, accepted or refused', async () => {
  const recorded = aRecordedHall('0.1.0')
  const hall = await open(recorded)
  let [accepted, refused] = [0, 0]
  for (const { actor, command, answer } of recorded.answers) {
    expect(await hall.execute(actor, asSentAgain(command))).toEqual(answer)
    if (answer.ok) accepted += 1
    else refused += 1
  }
  expect(hall.committedNumber).toBe(recorded.number)
  expect([accepted, refused].every((count) => count > 20)).toBe(true)
  await hall.close()
})

/** What reaches the hall when a peer sends again a command that it kept: read by today's contract. */
function asSentAgain(command: DecidableCommand): DecidableCommand {
  if (command.type !== 'ticket.issue')
    return (Command.safeParse(command).data as DecidableCommand | undefined) ?? command
  const { subjectId, holder, ...sent } = command
  return { ...Command.parse(sent), ...(subjectId ? { subjectId, holder } : {}) }
}

test('new tickets get the next numbers, and facts go on without a gap', async () => {
  for (const early of [false, true]) {
    const recorded = aRecordedHall('0.1.0')
    if (early) await prune(recorded)
    const hall = await open(recorded)
    const { counts } = recorded.state.intake as { counts: Record<string, Record<string, number>> }
    const today = counts[String(recorded.state.view.day)]
    for (const [serviceId, prefix] of Object.entries({ pay: 'A', connect: 'B', ask: 'C' })) {
      const answer = await hall.execute(
        asKiosk(),
        command('ticket.issue', { serviceId, id: `new-${prefix}-${early}` }),
      )
      const next = (today?.[prefix] ?? 0) + 1
      expect(answer).toMatchObject({
        result: { ticket: { number: `${prefix}${String(next).padStart(3, '0')}` } },
      })
    }
    expect(hall.committedNumber).toBe(recorded.number + 3)
    await hall.close()
  }
})
