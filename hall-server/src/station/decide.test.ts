import { expect, test } from 'vitest'
import { SYSTEM, aHallConfig, aPureHall, asAdministrator, asKiosk, command } from '../../test/builders.ts'

const enrol = (stationId: string) => command('station.enrol', { code: 'ABC-DEF', stationId })
const revoke = (stationId: string) => command('station.revoke', { stationId })
const note = (connected: boolean) => command('station.note', { stationId: 'K1', connected })

test('a station is enrolled, and its enrolment is the number of that fact', () => {
  const hall = aPureHall()
  hall.must(asAdministrator(), enrol('K1'))
  expect(hall.state.station.enrolments).toEqual({ K1: hall.state.view.number })
  expect(hall.state.view.stations['K1']?.enrolled).toBe(true)
  const first = hall.state.station.enrolments['K1']
  hall.must(asAdministrator(), enrol('K1'))
  expect(hall.state.station.enrolments['K1']).not.toBe(first)
})

test('a revoked station is out until it is enrolled again', () => {
  const hall = aPureHall()
  expect(hall.refusal(asAdministrator(), enrol('K9'))).toBe('station.unknown')
  expect(hall.refusal(asAdministrator(), revoke('K1'))).toBe('station.unknown')
  hall.must(asAdministrator(), enrol('K1'))
  hall.must(SYSTEM, note(true))
  hall.must(asAdministrator(), revoke('K1'))
  expect(hall.state.station).toEqual({ enrolments: {}, revoked: { K1: true } })
  expect(hall.state.view.stations['K1']).toMatchObject({ enrolled: false, connected: false })
  hall.must(asAdministrator(), enrol('K1'))
  expect(hall.state.station.revoked).toEqual({})
})

test('a connection that is as it was is no fact', () => {
  const hall = aPureHall()
  expect(hall.must(SYSTEM, note(false)).facts).toEqual([])
  expect(hall.must(SYSTEM, note(true)).facts).toEqual([{ type: 'StationConnected', stationId: 'K1' }])
  expect(hall.must(SYSTEM, note(true)).facts).toEqual([])
  expect(hall.must(SYSTEM, note(false)).facts).toEqual([{ type: 'StationLost', stationId: 'K1' }])
})

test('a kiosk says of itself that a customer gets nowhere, until they have left or its line is lost', () => {
  const hall = aPureHall()
  const kiosk = asKiosk('K1')
  const stay = command('station.noteStay', { stationId: 'K1', forMs: 60_000, touches: 7 })
  hall.must(SYSTEM, note(true))
  expect(hall.must(kiosk, command('station.endStay', { stationId: 'K1' })).facts).toEqual([])
  hall.must(kiosk, stay)
  expect(hall.state.view.stations['K1']?.stay).toEqual({ since: hall.now - 60_000, touches: 7 })
  hall.must(kiosk, command('station.endStay', { stationId: 'K1' }))
  expect(hall.state.view.stations['K1']?.stay).toBeUndefined()
  hall.must(kiosk, command('station.noteStay', { stationId: 'K1', forMs: 60_000, touches: 8 }))
  hall.must(SYSTEM, note(false))
  expect(hall.state.view.stations['K1']?.stay).toBeUndefined()
  expect(hall.refusal(asKiosk('K2'), command('station.endStay', { stationId: 'K1' }))).toBe('access.denied')
})

test('only the server configures the hall', () => {
  const hall = aPureHall()
  expect(hall.refusal(asAdministrator(), command('hall.configure', { config: aHallConfig() }))).toBe(
    'access.denied',
  )
  const { facts } = hall.must(SYSTEM, command('hall.configure', { config: aHallConfig() }))
  expect(facts.map(({ type }) => type)).toEqual(['HallConfigured'])
})
