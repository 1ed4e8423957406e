import type { Command } from '@service-hall/contract'
import { expect, test } from 'vitest'
import type { Sender } from '../ports.ts'
import type { QueuedCommand } from './facts.ts'
import { HeldIdentities, senderWith } from './held-identities.ts'

const identity = { name: '张测试', idNumber: '990000195003070015' }
const issue = (id: string): Extract<QueuedCommand, { type: 'ticket.issue' }> => ({
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

test('a touch whose customer was told that it came to nothing says so when it is sent again', async () => {
  const sent: Command[] = []
  const line: Sender = {
    isOnline: true,
    send: (command) => Promise.reject(new Error(String(sent.push(command)))),
  }
  const sender = senderWith(new HeldIdentities(), line, (id) => id === 'issue-0001')
  const send = (command: QueuedCommand) => sender.send(command).catch(() => undefined)
  await send({ ...issue('issue-0001'), asOf: 7 })
  await send({ ...issue('issue-0002'), asOf: 7 })
  // A hall of an earlier release, which this command was meant for, does not know the word.
  await send(issue('issue-0003'))
  expect(sent.map((command) => 'lapsed' in command)).toEqual([false, true, false])
})
