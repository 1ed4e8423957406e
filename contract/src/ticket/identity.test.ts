import { expect, test } from 'vitest'
import { aHallConfig } from '../../test/index.ts'
import { Identity } from './words.ts'
import { ageOn, birthDateOf, classByRight, isSoundIdNumber } from './identity.ts'

/** Numbers of nobody: region 990000 does not exist. */
const bornOn = (day: string): string => `990000${day.replaceAll('-', '')}0018`

test.each([
  ['1950-03-09', '1950-03-09'],
  ['1952-02-29', '1952-02-29'],
  ['1951-02-29', null],
  ['1951-13-01', null],
  ['0000-00-00', null],
])('a number with %s in it names the day of birth %s', (text, day) => {
  expect(birthDateOf(bornOn(text))).toBe(day)
})

test('what is no ID number has no day of birth', () => {
  expect(birthDateOf('99000019500309001')).toBeNull()
  expect(birthDateOf('')).toBeNull()
})

test.each([
  ['990000195003070015', true],
  ['99000019900307003X', true],
  ['990000195003070014', false],
  ['990000195003070051', false],
  // The check digit is right, the day of birth is none.
  ['990000195013010016', false],
  ['99000019500307001', false],
  ['XXA990090030712', true],
])('whether %s can be an ID number: %s', (number, isSound) => {
  expect(isSoundIdNumber(number)).toBe(isSound)
})

test('a day of birth beside a number that tells it is not taken', () => {
  const accepts = (idNumber: string) =>
    Identity.safeParse({ name: '张测试', idNumber, birthDate: '1930-01-01' }).success
  expect(accepts('990000195003070015')).toBe(false)
  expect(accepts('XXA990090030712')).toBe(true)
})

test.each([
  ['1956-01-05', 70],
  ['1956-01-06', 69],
  ['1955-12-31', 70],
  ['1952-02-29', 73],
])('who was born on %s is %i on 5 January 2026', (birthDate, age) => {
  expect(ageOn(birthDate, '2026-01-05')).toBe(age)
})

test('who was born on 29 February is a year older on 1 March of an ordinary year', () => {
  expect([ageOn('1952-02-29', '2026-02-28'), ageOn('1952-02-29', '2026-03-01')]).toEqual([73, 74])
})

const config = aHallConfig({
  change: (file) => (file.identification = { classes: [{ class: 'priority', minAge: 70 }] }),
})
const DAY = '2026-01-05'

test('the old have their class by right from the birthday on, others none', () => {
  const classOf = (birthDate: string | null) =>
    classByRight(config, { birthDate, listedClassId: null }, DAY)?.priority.id
  expect(classOf('1956-01-05')).toBe('priority')
  expect(classOf('1956-01-06')).toBeUndefined()
  expect(classOf(null)).toBeUndefined()
})

test('a customer whom the hall knows has the class of the list, and the better one where there are two', () => {
  const right = (listed: string, birthDate: string | null) =>
    classByRight(config, { birthDate, listedClassId: listed as never }, DAY)
  expect(right('vip', null)).toMatchObject({ priority: { id: 'vip' }, because: { is: 'listed' } })
  expect(right('vip', '1940-01-01')).toMatchObject({ priority: { id: 'vip' }, because: { is: 'listed' } })
  expect(right('normal', '1940-01-01')).toMatchObject({
    priority: { id: 'priority' },
    because: { is: 'age' },
  })
  expect(right('gone', null)).toBeNull()
})

test('a hall that says nothing of cards gives nothing for them', () => {
  expect(classByRight(aHallConfig(), { birthDate: '1920-01-01', listedClassId: null }, DAY)).toBeNull()
})
