import { emptyView, evolve, publicConfig } from '@service-hall/contract'
import type { Fact, HallView } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { pictureOf } from './picture.ts'
import { replayText } from './text.ts'

const ZONE = 'Asia/Shanghai'
const start = Date.parse('2026-01-05T10:00:00+08:00')
const SECOND_MS = 1_000

/** A hall after these facts, one every ten seconds. */
async function after(...facts: Partial<Fact>[]): Promise<HallView> {
  const file = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))
  const view = emptyView()
  const configured = { type: 'HallConfigured', config: publicConfig(file), by: 'system' }
  const all = [configured, { type: 'DayOpened', day: '2026-01-05' }, ...facts] as Fact[]
  all.forEach((fact, index) => evolve(view, { number: index + 1, at: start + index * 10 * SECOND_MS, fact }))
  return view
}
const issued = (count: number) =>
  ({
    ...{ type: 'TicketIssued', ticketId: `ticket-${count}`, number: `A00${count}`, groupId: 'fee', count },
    ...{ serviceId: 'pay', classId: 'normal', day: '2026-01-05', language: 'zh', senior: false, ahead: 0 },
    by: 'system',
  }) as Partial<Fact>
const at1 = { counterId: 'C1', by: 'staff:S1001', ticketId: 'ticket-1', staffId: 'S1001' }
const served = [
  issued(1),
  issued(2),
  { type: 'CounterOpened', ...at1 },
  { type: 'TicketCalled', ...at1 },
  { type: 'ServiceStarted', ...at1 },
] as Partial<Fact>[]

test('shows who is served where, and who waits in which order', async () => {
  const picture = pictureOf(await after(...served, issued(3)), start, ZONE)
  expect(picture.counters[0]).toMatchObject({
    id: 'C1',
    duty: 'open',
    staff: 'S1001',
    ticket: { number: 'A001', status: 'serving' },
  })
  expect(picture.waiting.map(({ id, tickets }) => [id, tickets.map(({ number }) => number)])).toEqual([
    ['pay', ['A002', 'A003']],
  ])
})

test('counts the day: tickets by state, mean times, ratings', async () => {
  const rating = { type: 'RatingGiven', ...at1, invitationId: 'invitation-1', level: 4 } as Partial<Fact>
  const completed = { type: 'ServiceCompleted', ...at1 } as Partial<Fact>
  const { today } = pictureOf(await after(...served, completed, rating), start, ZONE)
  expect(today).toEqual({
    issued: 2,
    byStatus: { completed: 1, waiting: 1 },
    meanWaitSeconds: 30,
    meanServiceSeconds: 10,
    ratings: { count: 1, mean: 4 },
  })
})

test('is readable in a terminal and names no person', async () => {
  const text = replayText(pictureOf(await after(...served), start, ZONE))
  expect(text).toContain('2026-01-05 10:00:00 Asia/Shanghai · business day 2026-01-05 · after fact 7')
  expect(text).toContain('C1 1号  收费窗口  open  S1001  A001 serving since 10:01:00')
  expect(text).not.toContain('陈晓燕')
})
