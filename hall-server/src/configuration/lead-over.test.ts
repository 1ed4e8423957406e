import { expect, test } from 'vitest'
import { publicConfig } from '@service-hall/contract'
import {
  MINUTE,
  SYSTEM,
  aHallFile,
  aPureHall,
  asKiosk,
  asManager,
  asStaff,
  command,
} from '../../test/builders.ts'
import type { HallFileOptions, PureHall } from '../../test/builders.ts'

type Change = NonNullable<HallFileOptions['change']>

/** Brings an edited file into force and answers the facts of it. */
function edit(hall: PureHall, change: Change) {
  return hall.must(SYSTEM, command('hall.configure', { config: publicConfig(aHallFile({ change })) })).facts
}
function tidy(hall: PureHall): void {
  for (const order of hall.due()) hall.must(SYSTEM, order)
}
const at = (counterId: string) => ({ counterId })
const teller = asStaff('S1002')
const without =
  (
    list: 'services' | 'counters' | 'priorityClasses' | 'groups' | 'parkReasons' | 'pauseReasons',
    id: string,
  ): Change =>
  (file) => {
    const rows = file[list] as { id: string }[]
    rows.splice(
      rows.findIndex((row) => row.id === id),
      1,
    )
    if (list === 'counters')
      file.devices = file.devices.filter((row) => !('counter' in row && row.counter === id))
    if (list === 'services')
      for (const counter of file.counters) counter.skills = counter.skills.filter((skill) => skill !== id)
  }
const renamedCounter: Change = (file) => {
  file.counters[1]!.id = 'C2b'
  for (const row of file.devices) if ('counter' in row && row.counter === 'C2') row.counter = 'C2b'
}

function servedAtC2(): { hall: PureHall; id: string } {
  const hall = aPureHall()
  hall.open('C2')
  const id = hall.issue()
  hall.must(teller, command('ticket.call', at('C2')))
  hall.must(teller, command('ticket.start', at('C2')))
  return { hall, id }
}

test('a counter that gets another id is the same counter: its customer, its clerk and its undo go with it', () => {
  const { hall, id } = servedAtC2()
  const parked = hall.issue()
  edit(hall, renamedCounter)
  expect(Object.keys(hall.state.view.counters)).toEqual(['C1', 'C3', 'C2b'])
  expect(hall.counter('C2b')).toMatchObject({
    id: 'C2b',
    holding: id,
    duty: { status: 'open', staffId: 'S1002' },
  })
  expect(hall.state.view.calls[0]?.counterId).toBe('C2b')
  hall.must(teller, command('counter.undo', at('C2b')))
  expect(hall.ticket(id).state).toMatchObject({ status: 'called', counterId: 'C2b' })
  hall.must(teller, command('ticket.start', at('C2b')))
  hall.must(teller, command('ticket.complete', at('C2b')))
  hall.must(teller, command('ticket.callChosen', { counterId: 'C2b', ticketId: parked }))
  hall.must(teller, command('ticket.noShow', at('C2b')))
  hall.must(teller, command('counter.close', at('C2b')))
})

test('who waits for a counter under its old id waits for it under the new one', () => {
  const { hall, id } = servedAtC2()
  hall.open('C1')
  const other = hall.issue()
  hall.must(asStaff('S1001'), command('ticket.call', at('C1')))
  hall.must(
    asStaff('S1001'),
    command('ticket.transfer', { counterId: 'C1', to: { kind: 'counter', counterId: 'C2' } }),
  )
  hall.must(teller, command('ticket.park', { counterId: 'C2', reasonId: 'documents', minutes: 5 }))
  edit(hall, renamedCounter)
  expect(hall.ticket(other).state).toEqual({ status: 'waiting', target: 'C2b' })
  hall.now += 5 * MINUTE
  tidy(hall)
  expect(hall.ticket(id).state).toEqual({ status: 'waiting', target: 'C2b' })
  hall.must(teller, command('ticket.call', at('C2b')))
  expect(hall.counter('C2b').holding).toBe(id)
  expect(hall.state.view.lanes).toEqual({ '@C2b/normal': [other] })
})

test('a rating asked for at a counter that gets another id is still taken', () => {
  const { hall } = servedAtC2()
  hall.must(teller, command('ticket.complete', at('C2')))
  edit(hall, renamedCounter)
  const { id: invitationId, sequence, deviceId } = hall.state.view.invitations['C2b']!
  const { facts } = hall.must(
    { kind: 'station', stationId: 'D1' as never, stationKind: 'deviceHost' },
    command('rating.give', { invitationId, sequence, deviceId, level: 5 }),
  )
  expect(facts).toMatchObject([{ type: 'RatingGiven', counterId: 'C2b' }])
})

test('a counter that is taken out stays, retired, until its clerk has closed it', () => {
  const { hall, id } = servedAtC2()
  edit(hall, without('counters', 'C2'))
  expect(hall.config.counters.at(-1)).toMatchObject({ id: 'C2', number: '2', retired: true })
  expect(hall.due()).toEqual([])
  hall.must(teller, command('ticket.complete', at('C2')))
  expect(hall.ticket(id).state.status).toBe('completed')
  hall.must(teller, command('counter.close', at('C2')))
  expect(hall.refusal(teller, command('counter.open', at('C2')))).toBe('counter.retired')
  tidy(hall)
  expect(hall.config.counters.map((row) => row.id)).toEqual(['C1', 'C3'])
  expect(hall.state.view.counters).not.toHaveProperty('C2')
  expect(hall.due()).toEqual([])
})

test('a service that is taken out is offered no more, but who waits for it is called where it was served', () => {
  const hall = aPureHall()
  const id = hall.issue({ serviceId: 'connect' })
  edit(hall, without('services', 'connect'))
  expect(hall.refusal(asKiosk(), command('ticket.issue', { serviceId: 'connect' }))).toBe('service.retired')
  expect(hall.config.counters.map(({ skills }) => skills.includes('connect' as never))).toEqual([
    false,
    true,
    true,
  ])
  hall.open('C2')
  hall.must(teller, command('ticket.call', at('C2')))
  hall.must(teller, command('ticket.start', at('C2')))
  const toRetired = { kind: 'service' as const, serviceId: 'connect' }
  expect(hall.refusal(teller, command('ticket.transfer', { counterId: 'C2', to: toRetired }))).toBe(
    'service.retired',
  )
  hall.must(teller, command('ticket.complete', at('C2')))
  expect(hall.config.services.at(-1)).toMatchObject({ id: 'connect', retired: true })
  hall.must(teller, command('counter.undo', at('C2')))
  expect(hall.ticket(id).state.status).toBe('serving')
  hall.must(teller, command('ticket.complete', at('C2')))
  hall.now += MINUTE
  tidy(hall)
  expect(hall.config.services.map((row) => row.id)).toEqual(['pay', 'invoice', 'ask'])
  expect(hall.config.counters.map(({ skills }) => skills)).toEqual([
    ['pay', 'invoice'],
    ['pay', 'invoice', 'ask'],
    ['ask'],
  ])
})

test('a service under another id: who waits for the old one is called where the new one is served', () => {
  const hall = aPureHall({ counters: 1, change: onlyPay })
  const id = hall.issue()
  const rename: Change = (file) => {
    onlyPay(file)
    file.services[0]!.id = 'payment'
    file.counters[0]!.id = 'C9'
    file.counters[0]!.number = '9'
    file.counters[0]!.skills = ['payment']
  }
  edit(hall, rename)
  hall.must(asStaff('S1001'), command('counter.open', at('C9')))
  hall.must(asStaff('S1001'), command('ticket.call', at('C9')))
  expect(hall.counter('C9').holding).toBe(id)
})
const onlyPay: Change = (file) => {
  file.services.splice(1)
  file.counters.splice(1)
  file.counters[0]!.skills = ['pay']
  file.devices = []
}

test('a class that is taken out still weighs for those who have it, and is given no more', () => {
  const hall = aPureHall()
  hall.issue()
  const vip = hall.must(asManager(), command('ticket.issue', { classId: 'vip' })).result.ticket!.id
  hall.now += MINUTE
  edit(hall, without('priorityClasses', 'vip'))
  expect(hall.refusal(asManager(), command('ticket.issue', { classId: 'vip' }))).toBe('class.unknown')
  hall.open('C1')
  hall.must(asStaff('S1001'), command('ticket.call', at('C1')))
  expect(hall.counter('C1').holding).toBe(vip)
})

test('reasons that are taken out keep their names while somebody is parked or away for them', () => {
  const { hall } = servedAtC2()
  hall.must(teller, command('ticket.park', { counterId: 'C2', reasonId: 'documents', minutes: 5 }))
  hall.must(teller, command('counter.pause', { counterId: 'C2', reasonId: 'break' }))
  edit(hall, (file) => {
    file.parkReasons = [{ id: 'form', name: { zh: '填表', en: 'Form' } }]
    file.pauseReasons = [{ id: 'meal', name: { zh: '用餐', en: 'Meal' } }]
  })
  expect(hall.config.parkReasons).toMatchObject([{ id: 'form' }, { id: 'documents', retired: true }])
  expect(hall.config.pauseReasons).toMatchObject([{ id: 'meal' }, { id: 'break', retired: true }])
  hall.must(teller, command('counter.resume', at('C2')))
  expect(hall.refusal(teller, command('counter.pause', { counterId: 'C2', reasonId: 'break' }))).toBe(
    'reason.unknown',
  )
  tidy(hall)
  expect(hall.config.pauseReasons).toMatchObject([{ id: 'meal' }])
})

test.each<[string, Change]>([
  ['is taken out', (file) => file.staff.splice(1, 1)],
  ['gets another id', (file) => (file.staff[1]!.id = 'S1002b')],
  ['may no longer work at a counter', (file) => (file.staff[1]!.roles = ['lobbyManager'])],
])(
  'when a member of staff %s, their counter is closed and their customer is the next again',
  (_what, change) => {
    const { hall, id } = servedAtC2()
    hall.issue()
    edit(hall, change)
    expect(hall.counter('C2')).toMatchObject({ duty: { status: 'closed' }, holding: null })
    hall.must(asStaff('S1001'), command('counter.open', at('C2')))
    hall.must(asStaff('S1001'), command('ticket.call', at('C2')))
    expect(hall.counter('C2').holding).toBe(id)
  },
)

test('what an earlier release let go of is found again: a counter, a service and a class that no row names', () => {
  const { hall } = servedAtC2()
  const waiting = hall.must(asManager(), command('ticket.issue', { serviceId: 'connect', classId: 'vip' }))
    .result.ticket!
  // As releases before this one did: the rows go, and nothing is led over.
  const change: Change = (file) => {
    for (const one of [
      without('counters', 'C2'),
      without('services', 'connect'),
      without('priorityClasses', 'vip'),
    ])
      one(file)
  }
  const config = publicConfig(aHallFile({ change }))
  hall.happen({ type: 'HallConfigured', config, by: 'system' })
  edit(hall, change)
  expect(hall.state.view.counters).not.toHaveProperty('C2')
  hall.must(asStaff('S1001'), command('counter.open', at('C1')))
  hall.must(asStaff('S1001'), command('ticket.callChosen', { counterId: 'C1', ticketId: waiting.id }))
})

test('the same file again changes nothing, also while something is retired; the file of before brings all back', () => {
  const hall = aPureHall()
  hall.issue({ serviceId: 'connect' })
  hall.issue({ serviceId: 'ask', classId: 'priority' })
  const change: Change = (file) => {
    without('services', 'connect')(file)
    without('services', 'ask')(file)
    without('priorityClasses', 'priority')(file)
    without('groups', 'help')(file)
    file.counters[2]!.skills = ['pay']
  }
  expect(edit(hall, change)).toHaveLength(1)
  const { config } = hall
  edit(hall, change)
  expect(hall.config).toEqual(config)
  expect(hall.due()).toEqual([])
  expect(hall.config.groups.at(-1)).toMatchObject({ id: 'help', retired: true })
  edit(hall, () => undefined)
  expect(hall.config).toEqual(publicConfig(aHallFile()))
})
