import { expect, test } from 'vitest'
import { asAdministrator, asDisplay, asKiosk, asManager, asStaff, SYSTEM } from '../test/index.ts'
import { actorRef, audienceOf, hasRole } from './access.ts'
import { GRANTS, mayCommand } from './commands.ts'

test('facts name actors in short', () => {
  expect([asStaff('S1001'), asKiosk(), SYSTEM].map(actorRef)).toEqual(['staff:S1001', 'station:K1', 'system'])
})

test('only staff have roles', () => {
  expect(hasRole(asStaff('S1001', 'lobbyManager'), 'administrator', 'lobbyManager')).toBe(true)
  expect(hasRole(asStaff('S1001'), 'administrator')).toBe(false)
  expect(hasRole(SYSTEM, 'administrator')).toBe(false)
})

test('a call display may say what it could not announce, and nothing else', () => {
  const types = Object.keys(GRANTS) as (keyof typeof GRANTS)[]
  expect(types.filter((type) => mayCommand(asDisplay(), type))).toEqual(['ticket.notAnnounced'])
})

test('administrators and lobby managers see everything, counter staff, kiosks and displays less', () => {
  expect([asAdministrator(), asManager(), asStaff('S1001'), asKiosk(), asDisplay()].map(audienceOf)).toEqual([
    'administrator',
    'administrator',
    'staff',
    'station',
    'display',
  ])
})
