import { KioskView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aConfig, aPrinter, aView, stateAfter } from '../../test/builders.ts'
import { kioskView, restingView } from './view.ts'
import type { ViewParts } from './view.ts'

const config = aConfig([aPrinter(9_101)])
const printer = config.devices[0]!

function viewOf(parts: Partial<ViewParts> = {}): KioskView {
  const hall = aView(config, [{ id: 'ticket-0001', paper: { status: 'none' } }])
  const agent = stateAfter([])
  const devices = [{ config: printer, state: { device: 'online' as const } }]
  const rest = { link: 'online' as const, enrolmentCode: null, hallNow: 0 }
  return kioskView({ config, hall, agent, devices, ...rest, ...parts })
}

test('the screen’s view is what the contract says', () => {
  expect(KioskView.parse(viewOf())).toEqual(viewOf())
  expect(KioskView.parse(viewOf({ config: null, hall: null })).hall).toBeNull()
})

test('people waiting are counted per service, and closed services say so', () => {
  expect(viewOf().services).toMatchObject([{ id: 'pay', waiting: 1, open: true }])
  const shut = { ...config, services: config.services.map((service) => ({ ...service, openingHours: [] })) }
  expect(viewOf({ config: shut }).services).toMatchObject([{ open: false }])
})

test('a holiday closes by its date while the kiosk runs, says until when, and is announced some days before', () => {
  const holiday = { from: '2026-10-01', to: '2026-10-07', name: { zh: '国庆节', en: 'National Day' } }
  const closed = { ...config, specialDays: [{ ...holiday, hours: 'closed' as const }] }
  const seenAt = (day: string) => {
    const { services, announcements } = viewOf({
      config: closed,
      hallNow: Date.parse(`${day}T10:00:00+08:00`),
    })
    return { open: services[0]?.open, why: services[0]?.closedWhy?.zh, told: announcements?.[0]?.zh }
  }
  const told = '国庆节（10月1日至10月7日）：停止办理'
  expect(seenAt('2026-09-20')).toEqual({ open: true })
  expect(seenAt('2026-09-24')).toEqual({ open: true, told })
  expect(seenAt('2026-10-01')).toEqual({ open: false, why: '国庆节，10月8日 00:00 起办理', told })
  expect(seenAt('2026-10-08')).toEqual({ open: true })
})

test('what is retired is not offered', () => {
  const [service] = config.services
  const more = { ...service!, id: 'old' as never, retired: true as const }
  expect(viewOf({ config: { ...config, services: [...config.services, more] } }).services).toHaveLength(1)
})

test('the ordinary class comes first, then only those that a customer may choose', () => {
  expect(viewOf().classes.map(({ id }) => id)).toEqual(['normal', 'priority'])
})

test.each([
  [{ device: 'online', paper: 'full' }, 'ready'],
  [{ device: 'online', paper: 'low' }, 'low'],
  [{ device: 'online', paper: 'out' }, 'unavailable'],
  [{ device: 'userError', error: 'coverOpen' }, 'unavailable'],
  [{ device: 'starting' }, 'ready'],
] as const)('a printer in state %j is %s to customers', (state, word) => {
  expect(viewOf({ devices: [{ config: printer, state }] }).printer).toBe(word)
})

test('the view kept for the next start holds no customer, no code and no counts', () => {
  const agent = stateAfter([{ type: 'MaintenanceOpened' }])
  const resting = restingView(viewOf({ agent, enrolmentCode: 'ABCDEF' }))
  expect(resting).toMatchObject({ link: 'connecting', enrolmentCode: null, session: { step: 'idle' } })
  expect(resting.maintenance.unlocked).toBe(false)
  expect(resting.services).toMatchObject([{ waiting: 0 }])
})
