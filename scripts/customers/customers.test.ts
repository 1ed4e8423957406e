import { emptyView, evolve, publicConfig } from '@service-hall/contract'
import type { CounterId, Fact, HallFile, HallView, StaffId, TicketId } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { numbersFrom } from '@service-hall/harness/random'
import { beforeAll, describe, expect, test } from 'vitest'
import { arrivals } from './arrivals.ts'
import type { Arrival } from './arrivals.ts'
import { exponentialGapMs, lognormal, pick } from './chances.ts'
import { nextStep } from './staff.ts'
import { castOf } from './customers.ts'

let file: HallFile
beforeAll(async () => {
  file = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))
})

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

describe('randomness', () => {
  test('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => times(5, numbersFrom(seed))
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  test('brings events as often as asked for, at random', () => {
    const random = numbersFrom(3)
    const gaps = times(20_000, () => exponentialGapMs(random, 60))
    expect(mean(gaps) / 60_000).toBeCloseTo(1, 1)
    // Of exponential gaps, e^-1 are longer than their mean.
    expect(gaps.filter((gap) => gap > 60_000).length / gaps.length).toBeCloseTo(Math.exp(-1), 1)
  })

  test('spreads handling times about their mean, none of them negative', () => {
    const random = numbersFrom(4)
    const services = times(20_000, () => lognormal(random, 180, 0.5))
    expect(mean(services) / 180).toBeCloseTo(1, 1)
    expect(Math.min(...services)).toBeGreaterThan(0)
  })

  test('picks by weight', () => {
    const random = numbersFrom(5)
    const picked = times(10_000, () => pick(random, ['rare', 'common'], (word) => (word === 'rare' ? 1 : 3)))
    expect(picked.filter((word) => word === 'rare').length / picked.length).toBeCloseTo(0.25, 1)
  })
})

describe('arrivals', () => {
  const first = (count: number, seed: number): Arrival[] => {
    const coming = arrivals(publicConfig(file), 60, numbersFrom(seed), 2026)
    return times(count, () => coming.next().value)
  }

  test('brings the same customers again under the same seed', () => {
    expect(first(50, 9)).toEqual(first(50, 9))
    expect(first(50, 9)).not.toEqual(first(50, 10))
  })

  test('brings only what a kiosk offers', () => {
    const seen = first(2_000, 1)
    expect(new Set(seen.map(({ serviceId }) => serviceId))).toEqual(
      new Set(file.services.map(({ id }) => id)),
    )
    expect(new Set(seen.map(({ classId }) => classId))).toEqual(new Set(['normal', 'priority']))
  })

  test('brings some who show an ID card, more of the old, and none to a hall that does not ask', () => {
    const seen = first(2_000, 3)
    const withCard = (senior: boolean) => {
      const group = seen.filter((arrival) => arrival.senior === senior)
      return group.filter(({ identity }) => identity).length / group.length
    }
    expect(withCard(false)).toBeCloseTo(0.2, 1)
    expect(withCard(true)).toBeCloseTo(0.6, 1)
    const { identification: _cards, ...plain } = publicConfig(file)
    const coming = arrivals(plain, 60, numbersFrom(3), 2026)
    expect(times(500, () => coming.next().value).some(({ identity }) => identity)).toBe(false)
  })

  test('brings quick business more often than long', () => {
    const seen = first(2_000, 2).map(({ serviceId }) => serviceId as string)
    const count = (id: string) => seen.filter((serviceId) => serviceId === id).length
    expect(count('pay')).toBeGreaterThan(2 * count('newConnection'))
  })
})

describe('castOf', () => {
  test('leaves the first counter and the first member of staff for a person', () => {
    expect(castOf(file).workplaces).toEqual([
      { counterId: 'C2', staffNumber: '1002', password: 'demo-1002' },
      { counterId: 'C3', staffNumber: '1003', password: 'demo-1003' },
    ])
  })

  test('takes a kiosk that has no devices of its own', () => {
    expect(castOf(file).kiosk?.id).toBe('K2')
  })
})

describe('nextStep', () => {
  const me = 'S1002' as StaffId
  const here = { counterId: 'C2' as CounterId, by: `staff:${me}` }
  const ticketId = 'ticket-1' as TicketId
  const workplace = () => ({ counter: file.counters[1]!, staffId: me })
  const isThere = () => false
  const after = (...facts: Partial<Fact>[]): HallView => {
    const view = emptyView()
    const all = [{ type: 'HallConfigured', config: publicConfig(file), by: 'system' }, ...facts] as Fact[]
    all.forEach((fact, index) => evolve(view, { number: index + 1, at: 1_000 * index, fact }))
    return view
  }
  const issued = {
    ...{
      type: 'TicketIssued',
      ticketId,
      number: 'A001',
      groupId: 'fee',
      serviceId: 'pay',
      classId: 'normal',
    },
    ...{ day: '2026-01-05', count: 1, language: 'zh', senior: false, ahead: 0, by: 'station:K2' },
  } as Partial<Fact>
  const opened: Partial<Fact> = { type: 'CounterOpened', ...here, staffId: me }
  const called: Partial<Fact> = { type: 'TicketCalled', ...here, ticketId, staffId: me }

  test('opens a closed counter and waits when nobody is there', () => {
    expect(nextStep(after(), workplace(), isThere)).toEqual({ do: 'open' })
    expect(nextStep(after(opened), workplace(), isThere)).toEqual({ do: 'wait' })
  })

  test('calls, starts and completes', () => {
    expect(nextStep(after(opened, issued), workplace(), isThere).do).toBe('call')
    expect(nextStep(after(opened, issued, called), workplace(), isThere).do).toBe('start')
    const started: Partial<Fact> = { type: 'ServiceStarted', ...here, ticketId }
    expect(nextStep(after(opened, issued, called, started), workplace(), isThere).do).toBe('complete')
  })

  test('calls an absent customer again up to the limit, then marks a no-show', () => {
    const again = (count: number): Partial<Fact>[] =>
      Array.from({ length: count }, (_, index) => ({
        type: 'TicketRecalled',
        ...here,
        ticketId,
        times: index + 1,
      }))
    expect(nextStep(after(opened, issued, called, ...again(2)), workplace(), () => true).do).toBe('recall')
    expect(nextStep(after(opened, issued, called, ...again(3)), workplace(), () => true).do).toBe('noShow')
  })

  test('leaves a counter alone where a colleague sits', () => {
    const colleague: Partial<Fact> = { ...opened, staffId: 'S2001' as StaffId }
    expect(nextStep(after(colleague, issued), workplace(), isThere)).toEqual({ do: 'wait' })
  })

  test('leaves customers alone whom its counter does not serve', () => {
    const atThree = { counter: file.counters[2]!, staffId: me }
    const openedThree: Partial<Fact> = { ...opened, counterId: 'C3' as CounterId }
    expect(nextStep(after(openedThree, issued), atThree, isThere)).toEqual({ do: 'wait' })
  })
})
