import { Identity } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { cardAfter, noCard } from './state.ts'
import type { CardChange, CardState } from './state.ts'

/** Nobody: there is no region 990000. */
const person = {
  name: '张测试',
  idNumber: '990000195003070015',
  birthDate: '1950-03-07',
  masked: { name: '张**', idNumber: '9900**********0015' },
}
const read: CardChange = { type: 'read', person }
const after = (...changes: CardChange[]): CardState => changes.reduce(cardAfter, noCard)

test('a card that was read makes its holder known, as the contract names a person', () => {
  const { customer, isLying } = after(read)
  expect(customer).toMatchObject({ masked: '张**', birthDate: '1950-03-07' })
  expect(Identity.parse(customer?.identity)).toEqual({ name: '张测试', idNumber: '990000195003070015' })
  expect(isLying).toBe(true)
})

test('the day of birth goes along where the number does not tell it', () => {
  const foreigner = { ...person, idNumber: 'XXA990090030712' }
  expect(Identity.parse(after({ type: 'read', person: foreigner }).customer?.identity).birthDate).toBe(
    '1950-03-07',
  )
})

test('a holder stays known when the card is lifted, and is somebody else when another card is read', () => {
  expect(after(read, { type: 'lifted' })).toMatchObject({ customer: { masked: '张**' }, isLying: false })
  const other = { ...person, masked: { ...person.masked, name: '李**' } }
  expect(after(read, { type: 'read', person: other }).customer?.masked).toBe('李**')
})

test('a card left by somebody else lies there and makes nobody known', () => {
  expect(after({ type: 'left' })).toEqual({ ...noCard, isLying: true })
})

test('a card that says nothing takes the place of the one before', () => {
  expect(after(read, { type: 'unreadable' })).toEqual({ customer: null, isUnreadable: true, isLying: true })
  expect(after({ type: 'unreadable' }, { type: 'told' }).isUnreadable).toBe(false)
})

test('nothing but the masked name is left once the hall has made the ticket, and nothing at all after the visit', () => {
  expect(JSON.stringify(after(read, { type: 'used' }))).not.toMatch(/测试|990000/)
  expect(after(read, { type: 'used' }).customer?.masked).toBe('张**')
  expect(after(read, { type: 'used' }, { type: 'forgotten' }, { type: 'lifted' })).toEqual(noCard)
})
