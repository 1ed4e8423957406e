import { expect, test } from 'vitest'
import type { QueuedCommand } from './facts.ts'
import { HeldIdentities } from './held-identities.ts'

const identity = { name: '张测试', idNumber: '990000195003070015' }
const issue = (id: string): QueuedCommand => ({
  type: 'ticket.issue',
  id: id as never,
  serviceId: 'pay' as never,
  classId: 'normal' as never,
  language: 'zh',
  senior: false,
  validUntil: 9,
})

test('a command leaves with the identity of its own customer, and no other command does', () => {
  const held = new HeldIdentities()
  held.hold('issue-0001', identity)
  expect(held.withIdentity(issue('issue-0001'))).toMatchObject({ identity })
  expect(held.withIdentity(issue('issue-0002'))).toEqual(issue('issue-0002'))
})

test('who no longer waits for the answer is forgotten', () => {
  const held = new HeldIdentities()
  held.hold('issue-0001', identity)
  held.keepOnly('issue-0001')
  expect(held.withIdentity(issue('issue-0001'))).toHaveProperty('identity')
  held.keepOnly(null)
  expect(held.withIdentity(issue('issue-0001'))).not.toHaveProperty('identity')
})
