import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import { asKiosk, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { aHall } from '../../test/builders.ts'
import type { Prepares } from './capability.ts'
import { executing } from './execute.ts'

test('what was answered once is answered so again, whatever is known against it by now', async () => {
  const { hall, committed } = await aHall()
  let against: Refusal | null = null
  const prepares = {
    'ticket.issue': (asked: unknown) => against ?? { ok: true, command: asked },
  } as Prepares<object>
  const execute = executing(hall, prepares, {})
  const order = command('ticket.issue')
  const first = await execute(asKiosk(), order)
  expect(first).toMatchObject({ ok: true })
  const facts = committed.length
  against = refuse('payment.notOwed')
  expect(await execute(asKiosk(), order as never)).toEqual(first)
  expect(await execute(asKiosk(), { ...order, language: 'en', senior: true } as never)).toMatchObject({
    code: 'command.idReused',
  })
  expect(await execute(asKiosk(), { ...order, id: 'another-id-altogether' } as never)).toEqual(against)
  expect(committed.length).toBe(facts)
})
