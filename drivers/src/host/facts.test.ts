import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeviceStatus } from '../device/common/status.ts'
import { noteStatus } from './facts.ts'
import type { HostFact, OpenFault } from './facts.ts'

const online: DeviceStatus = { device: 'online' }
const noPaper: DeviceStatus = { device: 'userError', error: { code: 'paperOut', action: 'clear' } }
const coverOpen: DeviceStatus = { device: 'userError', error: { code: 'coverOpen', action: 'clear' } }
const starting: DeviceStatus = { device: 'starting' }
const stopped: DeviceStatus = { device: 'offline', error: { code: 'stopped', action: 'reset' } }

/** The facts of a row of statuses, a second apart. */
function factsOf(statuses: readonly DeviceStatus[]): HostFact[] {
  let fault: OpenFault | undefined
  return statuses.flatMap((status, second) => {
    const step = noteStatus('p', fault, status, { at: 1_000_000 + second * 1_000, monotonic: second * 1_000 })
    fault = step.fault
    return step.facts
  })
}

test('tells a fault when it begins and when it is cured, with how long it lasted', () => {
  expect(factsOf([starting, online, noPaper, noPaper, online])).toEqual([
    { type: 'faultBegan', device: 'p', at: 1_002_000, error: noPaper.error },
    { type: 'faultCured', device: 'p', at: 1_004_000, error: noPaper.error, lastedMs: 2_000 },
  ])
})

test('tells a fault that becomes another as one cured and one begun', () => {
  expect(factsOf([online, noPaper, coverOpen]).map(({ type }) => type)).toEqual([
    'faultBegan',
    'faultCured',
    'faultBegan',
  ])
})

test('tells nothing of an orderly stop and start', () => {
  expect(factsOf([online, stopped, starting, online])).toEqual([])
  expect(factsOf([noPaper, stopped, starting, noPaper])).toHaveLength(1)
})

test('never begins a fault before the one before is cured, and never cures one that is not open', () => {
  const status = fc.constantFrom(online, noPaper, coverOpen, starting, stopped)
  fc.assert(
    fc.property(fc.array(status), (statuses) => {
      const types = factsOf(statuses).map(({ type }) => type)
      expect(types).toEqual(types.map((_, index) => (index % 2 === 0 ? 'faultBegan' : 'faultCured')))
    }),
  )
})
