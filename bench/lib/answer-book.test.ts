import type { Answer, Command, CommandId, CounterId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { AnswerBook } from './answer-book.ts'

const command: Command = { type: 'ticket.call', id: 'command-1' as CommandId, counterId: 'C1' as CounterId }
const accepted: Answer = { ok: true, upTo: 7, result: {} }

test('the same answer again is no contradiction, another one is', () => {
  const book = new AnswerBook()
  book.note(command, accepted)
  book.note(command, { ...accepted })
  expect(book.contradictions).toEqual([])
  book.note(command, { ok: false, code: 'queue.empty' })
  expect(book.contradictions).toHaveLength(1)
  expect(book.size).toBe(1)
})

test('a passing refusal is no answer', () => {
  const book = new AnswerBook()
  expect(book.note(command, { ok: false, code: 'hall.recovering' })).toBe(false)
  expect(book.note(command, accepted)).toBe(true)
  expect([book.size, book.contradictions.length, book.lastFact]).toEqual([1, 0, 7])
})

test('whoever waits for an answer more is told', async () => {
  const book = new AnswerBook()
  const grown = book.grown(0)
  book.note(command, accepted)
  await expect(grown).resolves.toBeUndefined()
})
