import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPrinter } from '../../../test/a-printer.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { untilStatus } from '../../../test/until.ts'
import { noFlags } from '../../frame/escpos-status.ts'
import { PaperRoll } from './paper-roll.ts'
import type { PrinterEvent } from './printer.ts'

const onEnd = cleanup()

test('counts what is fed, and never below nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 })), (feeds) => {
      const roll = new PaperRoll({ rollMm: 50_000 })
      for (const mm of feeds) roll.feed(mm)
      const sum = feeds.reduce((all, mm) => all + mm, 0)
      expect(roll.leftMm).toBe(Math.max(0, 50_000 - sum))
    }),
  )
})

test('trusts the near-end sensor more than its own count', () => {
  const roll = new PaperRoll({ rollMm: 50_000, nearEndMm: 3_000, leftMm: 9_000 })
  expect(roll.hear(noFlags)).toBe(false)
  expect(roll.hear({ ...noFlags, paperNearEnd: true })).toBe(true)
  expect(roll.consumable).toEqual({ name: 'paper', state: 'low', amount: 3_000, unit: 'mm' })
  roll.feed(100)
  expect(roll.hear({ ...noFlags, paperNearEnd: true })).toBe(false)
  expect(roll.leftMm).toBe(2_900)
})

test('goes on with the kept estimate when it starts with a roll that is nearly at its end already', () => {
  const roll = new PaperRoll({ rollMm: 50_000, nearEndMm: 3_000, leftMm: 1_200 })
  expect(roll.hear({ ...noFlags, paperNearEnd: true })).toBe(false)
  expect(roll.leftMm).toBe(1_200)
})

test('takes a roll to be new when there was none and there is plenty', () => {
  const roll = new PaperRoll({ rollMm: 50_000, nearEndMm: 3_000, leftMm: 500 })
  roll.hear({ ...noFlags, paperEnd: true, paperNearEnd: true })
  expect(roll.consumable).toMatchObject({ state: 'out', amount: 0 })
  roll.hear(noFlags)
  expect(roll.consumable).toMatchObject({ state: 'ok', amount: 50_000 })
})

test('says nothing about a roll of unknown length', () => {
  const roll = new PaperRoll(undefined)
  roll.feed(10)
  expect([roll.consumable, roll.leftMm]).toEqual([undefined, undefined])
})

test('estimates the paper of a real job to a few percent, tells it to be kept, and starts anew on an operator’s word', async () => {
  const { printer, control } = await aPrinter({ more: { roll: { rollMm: 20_000 } } }, onEnd)
  const usages: number[] = []
  printer.onEvent((event: PrinterEvent) => event.type === 'paperUsage' && usages.push(event.leftMm))
  const before = (await control.state()) as { fedMm: number }
  const items = [
    { type: 'text', text: '电费账单 '.repeat(40), height: 2 },
    { type: 'columns', cells: [{ text: 'A', share: 1 }] },
    { type: 'barcode', data: '123456' },
    { type: 'image', bitmap: { width: 8, height: 200, data: new Uint8Array(200) } },
    { type: 'feed', lines: 5 },
  ] as const
  await printer.print({ width: 80, items }, { jobId: 'one' })
  const { fedMm } = (await control.state()) as { fedMm: number }
  const truth = fedMm - before.fedMm
  expect(truth).toBeGreaterThan(50)
  expect(Math.abs(20_000 - usages.at(-1)! - truth) / truth).toBeLessThan(0.05)
  await untilStatus(printer, ({ consumables }) => (consumables?.[0]?.amount ?? 20_000) < 20_000)
  printer.paperChanged()
  expect(usages.at(-1)).toBe(20_000)
})
