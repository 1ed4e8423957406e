import { snapshotView } from '@service-hall/contract'
import { aHall } from '@service-hall/ui/testing'
import type { TestHall } from '@service-hall/ui/testing'
import { describe, expect, test } from 'vitest'
import { figures } from './figures.ts'
import { counterRows, deviceHealth, deviceRows, openTickets, serviceRows } from './hall-rows.ts'

function serve(hall: TestHall, waitSeconds: number, caseSeconds: number) {
  const id = hall.issue()
  hall.pass(waitSeconds)
  hall.call(id)
  hall.start(id)
  hall.pass(caseSeconds)
  hall.complete(id)
  return id
}

describe('the figures of the day', () => {
  test('are nothing in an empty hall', () => {
    const hall = aHall()
    expect(figures(hall.view, hall.now())).toMatchObject({
      issued: 0,
      served: 0,
      meanWaitMs: null,
      meanHandlingMs: null,
    })
  })

  test('count what was issued, served and missed', () => {
    const hall = aHall()
    hall.open('C1')
    serve(hall, 60, 120)
    const missed = hall.issue()
    hall.call(missed)
    hall.noShow(missed)
    hall.issue()
    expect(figures(hall.view, hall.now())).toMatchObject({ issued: 3, served: 1, noShow: 1, waiting: 1 })
  })

  test('take those who still wait into the mean wait', () => {
    const hall = aHall()
    hall.open('C1')
    serve(hall, 60, 0)
    hall.issue()
    hall.pass(600)
    // One waited 60 s, one has waited 600 s so far.
    expect(figures(hall.view, hall.now()).meanWaitMs).toBe(330_000)
  })

  test('average handling over finished cases', () => {
    const hall = aHall()
    hall.open('C1')
    serve(hall, 10, 100)
    serve(hall, 10, 200)
    expect(figures(hall.view, hall.now()).meanHandlingMs).toBe(150_000)
  })

  test('count ratings by level', () => {
    const hall = aHall()
    hall.open('C1')
    for (const level of [5, 5, 2] as const) {
      const id = serve(hall, 1, 1)
      hall.invite(id)
      hall.rate(id, level)
    }
    expect(figures(hall.view, hall.now()).ratings).toEqual({ 1: 0, 2: 1, 3: 0, 4: 0, 5: 2 })
  })
})

describe('the hall at a glance', () => {
  test('puts the service with the longest wait first', () => {
    const hall = aHall()
    hall.issue('change')
    hall.pass(90)
    hall.issue('pay')
    expect(serviceRows(hall.view, hall.config, hall.now())).toMatchObject([
      { service: { id: 'change' }, waiting: 1, longestMs: 90_000 },
      { service: { id: 'pay' }, waiting: 1, longestMs: 0 },
    ])
  })

  test('shows what a counter does and since when, and when it takes too long', () => {
    const hall = aHall()
    hall.open('C1')
    const id = hall.issue('pay')
    hall.call(id)
    hall.start(id)
    const row = () => counterRows(hall.view, hall.config, hall.now())[0]
    expect(row()).toMatchObject({ ticket: { number: 'A001' }, since: hall.now(), over: false })
    hall.pass(301)
    expect(row()).toMatchObject({ over: true })
  })

  test('finds open tickets by number, those set aside first', () => {
    const hall = aHall()
    hall.open('C1')
    hall.issue()
    const parked = hall.issue()
    hall.call(parked)
    hall.park(parked, 10)
    const numbers = (wanted: string) =>
      openTickets(hall.view, wanted, hall.now()).map((ticket) => ticket.number)
    expect(numbers('')).toEqual(['A002', 'A001'])
    expect(numbers(' a001 ')).toEqual(['A001'])
    expect(numbers('B')).toEqual([])
  })

  test('finds a ticket before all others once its kiosk has not said what became of the paper', () => {
    const hall = aHall()
    hall.issue()
    hall.issue('pay', 'normal', 'K1')
    const first = () => openTickets(hall.view, '', hall.now())[0]?.number
    hall.pass(60)
    expect(first()).toBe('A001')
    hall.pass(1)
    expect(first()).toBe('A002')
  })
})

describe('devices', () => {
  test('at fault are told from those at work', () => {
    expect(deviceHealth({ device: 'online' })).toBe('good')
    expect(deviceHealth({ device: 'online', paper: 'low' })).toBe('warn')
    expect(deviceHealth({ device: 'online', paper: 'out' })).toBe('bad')
    expect(deviceHealth({ device: 'offline' })).toBe('bad')
    expect(deviceHealth({ device: 'potentialFraud' })).toBe('bad')
    expect(deviceHealth({ device: 'online', consumables: [{ name: 'cashBox', state: 'full' }] })).toBe('bad')
    expect(deviceHealth({ device: 'online', consumables: [{ name: 'cashBox', state: 'nearFull' }] })).toBe(
      'warn',
    )
    expect(deviceHealth({ device: 'starting' })).toBe('unknown')
    expect(deviceHealth(undefined)).toBe('unknown')
  })

  test('never heard of are listed all the same', () => {
    const hall = aHall()
    expect(deviceRows(hall.view, hall.config)).toMatchObject([
      { device: { id: 'C1-pad' }, since: null, health: 'unknown' },
    ])
  })
})

test('figures are the same from the whole day and from a snapshot that leaves out what has ended', () => {
  const hall = aHall()
  hall.open('C1')
  // More than the call display still points at.
  for (let n = 0; n < 60; n += 1) serve(hall, 60 - n, 30 * n)
  hall.issue()
  hall.pass(40)
  const whole = figures(hall.view, hall.now())
  const { view, ended } = snapshotView('administrator', hall.view)
  expect(Object.keys(view.tickets).length).toBeLessThan(Object.keys(hall.view.tickets).length)
  expect(figures(view, hall.now(), ended)).toEqual(whole)
  expect(figures({ ...view, day: '2026-01-06' as never }, hall.now(), ended)).toMatchObject({ issued: 0 })
})
