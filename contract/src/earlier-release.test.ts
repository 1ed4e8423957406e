import { expect, test } from 'vitest'
import { aHallConfig } from '../test/index.ts'
import { Answer, FactEntry, emptyView, evolve } from './index.ts'

/** What release 0.1.0 wrote: no word of ID cards, four fields of a device's state, devices of three kinds. */
function recorded(): unknown[] {
  const { identification: _later, ...config } = aHallConfig()
  const issued = {
    type: 'TicketIssued',
    ticketId: 'ticket-0001',
    number: 'A001',
    day: '2026-01-05',
    count: 1,
    groupId: 'fee',
    serviceId: 'pay',
    classId: 'normal',
    language: 'zh',
    senior: false,
    ahead: 0,
    stationId: 'K1',
    by: 'station:K1',
  }
  const state = { device: 'userError', paper: 'out', error: 'paperOut', action: 'clear' }
  const facts = [
    { type: 'HallConfigured', config, by: 'system' },
    { type: 'DayOpened', day: '2026-01-05' },
    issued,
    { type: 'DeviceStateChanged', deviceId: 'K1-printer', state, by: 'station:K1' },
  ]
  return facts.map((fact, index) => ({ number: index + 1, at: 1_000 + index, fact }))
}

test('facts of an earlier release are facts still, read as they were written', () => {
  const view = emptyView()
  for (const line of recorded()) {
    const kept: unknown = JSON.parse(JSON.stringify(line))
    expect(JSON.parse(JSON.stringify(FactEntry.parse(kept)))).toEqual(kept)
    evolve(view, kept as FactEntry)
  }
  expect(view.tickets['ticket-0001']).toMatchObject({ number: 'A001', classId: 'normal' })
  expect(view.devices['K1-printer']?.state).toEqual({
    device: 'userError',
    paper: 'out',
    error: 'paperOut',
    action: 'clear',
  })
  expect(view.config?.identification).toBeUndefined()
})

test('an answer that an earlier release kept is an answer still', () => {
  const ticket = { id: 'ticket-0001', number: 'A001', ahead: 0, issuedAt: 1_000 }
  expect(Answer.parse({ ok: true, upTo: 3, result: { ticket } })).toEqual({
    ok: true,
    upTo: 3,
    result: { ticket },
  })
})
