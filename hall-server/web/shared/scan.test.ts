import { ticketQr } from '@service-hall/contract'
import { aHall } from '@service-hall/ui/testing'
import { expect, test } from 'vitest'
import { isAccount, readScan, ticketsFound } from './scan.ts'

test.each([
  ['3201457896\n', '3201457896'],
  ['\n３２０１４５７８９６\t', '3201457896'],
  ['a001\r\n', 'a001'],
])('%j is offered as a search', (typed, text) => {
  expect(readScan(typed)).toEqual({ is: 'search', text })
})

test.each([
  ['%B6225000000000000^TEST/A^2512?\n;6225000000000000=2512?\n', 'stripe'],
  [';6225000000000000=2512?\n', 'stripe'],
  ['99000019900307003x\n', 'idNumber'],
  ['320145\n7896\n', 'severalLines'],
  ['7'.repeat(200), 'tooLong'],
])('%j is dropped whole', (typed, because) => {
  expect(readScan(typed)).toEqual({ is: 'dropped', because })
})

test('a ticket is found by the code on it, by its number and by a part of it', () => {
  const hall = aHall()
  const first = hall.issue()
  hall.pass(5)
  const second = hall.issue()
  const found = (text: string) => ticketsFound(hall.view, text).map(({ id }) => id)
  expect(found(ticketQr('H1', second, 'A002'))).toEqual([second])
  expect(found(ticketQr('H1', second, 'A002').toUpperCase())).toEqual([second])
  expect(found('Ａ００１')).toEqual([first])
  expect(found('a 1')).toEqual([first])
  expect(found('A0')).toEqual([second, first])
  for (const none of ['', 'A003', '3201457896', 'servicehall:H1/A001/other-ticket-id'])
    expect(found(none)).toEqual([])
})

test('an account is more digits than a ticket has', () => {
  expect(['3201457896', '3201 457 896', 'A001', '000123', 'abc'].map(isAccount)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
