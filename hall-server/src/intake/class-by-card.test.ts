import { expect, test } from 'vitest'
import { aPureHall, asKiosk, asStaff, command, MINUTE, SECOND } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'

// Tests begin on 5 January 2026.
const old = { birthDate: '1950-06-01', listedClassId: null }
const young = { birthDate: '1990-06-01', listedClassId: null }
const known = { birthDate: '1990-06-01', listedClassId: 'vip' as never }

/** From 70 on a class that kiosks do not offer. */
function aHallForSeniors(): PureHall {
  return aPureHall({
    change: (file) => {
      file.priorityClasses.push({
        id: 'senior',
        weight: 4,
        headStartSeconds: 60,
        name: { zh: '老年', en: 'Senior' },
      })
      file.identification = { classes: [{ class: 'senior', minAge: 70 }] }
    },
  })
}
function take(hall: PureHall, fields: object): { id: string; classId: string | undefined } {
  const { result } = hall.must(asKiosk(), { ...command('ticket.issue'), ...fields })
  return { id: result.ticket?.id ?? '', classId: result.ticket?.classId }
}

test('who is old enough by the ID card gets the class by right, and the answer says so', () => {
  const hall = aHallForSeniors()
  const { id, classId } = take(hall, { holder: old })
  expect(classId).toBe('senior')
  expect(hall.ticket(id).classId).toBe('senior')
})

test('a card that gives no right changes nothing', () => {
  const hall = aHallForSeniors()
  expect(take(hall, { holder: young }).classId).toBe('normal')
  expect(take(hall, { holder: { birthDate: null, listedClassId: null } }).classId).toBe('normal')
})

test('a customer known to the hall gets the class of the list', () => {
  expect(take(aHallForSeniors(), { holder: known }).classId).toBe('vip')
})

test('the better of what was asked for and what is by right is given', () => {
  const hall = aHallForSeniors()
  const orders = { classId: 'priority' as never }
  expect(take(hall, { ...orders, holder: old }).classId).toBe('senior')
  expect(take(hall, { ...orders, holder: young }).classId).toBe('priority')
})

test('a class that kiosks do not offer may be asked for by whom the card gives it, and by nobody else', () => {
  const hall = aHallForSeniors()
  const wish = (holder?: object) =>
    hall.refusal(asKiosk(), {
      ...command('ticket.issue'),
      classId: 'senior' as never,
      ...(holder && { holder }),
    } as never)
  expect(wish()).toBe('class.notOffered')
  expect(wish(young)).toBe('class.notOffered')
  expect(wish(old)).toBe(null)
})

test('the holder of a card with priority is called before an ordinary ticket that came earlier', () => {
  const hall = aHallForSeniors()
  const ordinary = take(hall, {}).id
  hall.now += 20 * SECOND
  const senior = take(hall, { holder: old }).id
  hall.now += MINUTE
  hall.open('C1')
  const call = () =>
    hall.must(asStaff('S1001'), command('ticket.call', { counterId: 'C1' })).result.ticket?.id
  expect(call()).toBe(senior)
  hall.must(asStaff('S1001'), command('ticket.noShow', { counterId: 'C1' }))
  expect(call()).toBe(ordinary)
})

test('no fact tells when the customer was born', () => {
  const hall = aHallForSeniors()
  take(hall, { holder: old, subjectId: 'subject-0001' })
  expect(JSON.stringify(hall.entries)).not.toMatch(/1950|birth|holder/)
})
