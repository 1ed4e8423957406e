import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCashAcceptor, aCashProgram } from '../../../test/a-cash-acceptor.ts'
import { untilOnline } from '../../../test/until.ts'
import type { CashEvent } from './cash-acceptor.ts'
import { countInBox, emptyBox, fenIn, piecesIn } from './cash-box.ts'

const fresh = emptyBox('s')
const credited = (noteId: string, denominationFen: number): CashEvent => ({
  type: 'credited',
  noteId,
  creditId: noteId,
  denominationFen,
})
const unsure = (noteId: string, more: { denominationFen?: number; atMost?: number } = {}): CashEvent => ({
  type: 'uncertain',
  noteId,
  reason: 'jammed',
  ...more,
})

test('counts pieces by what they are worth', () => {
  const box = countInBox(fresh, 's', [credited('a', 1_000), credited('b', 5_000), credited('c', 1_000)])
  expect(box.pieces).toEqual({ 1000: 2, 5000: 1 })
  expect([piecesIn(box), fenIn(box)]).toEqual([3, 7_000])
})

test.each([
  ['a credit', credited('a', 2_000), { 2000: 1 }],
  ['a return', { type: 'returned', noteId: 'a', denominationFen: 2_000, reason: 'device' } as const, {}],
])('keeps a note in doubt until %s settles it', (_, settles, pieces) => {
  const doubtful = countInBox(fresh, 's', [unsure('a', { denominationFen: 2_000, atMost: 1 })])
  expect(doubtful.doubtful).toEqual([{ noteId: 'a', denominationFen: 2_000, atMost: 1 }])
  expect(piecesIn(doubtful)).toBe(0)
  expect(countInBox(doubtful, 's', [settles])).toMatchObject({ doubtful: [], pieces })
})

test('begins anew, under another name, when it was emptied', () => {
  const full = countInBox(fresh, 's', [credited('a', 1_000), { type: 'boxRemoved' }, { type: 'boxReturned' }])
  expect(full.openings).toBe(1)
  const next = countInBox(full, 's', [{ type: 'boxEmptied', box: full }, credited('b', 500)])
  expect(next).toEqual({ ...emptyBox('s', 2), pieces: { 500: 1 } })
  expect(next.boxId).not.toBe(full.boxId)
})

test('stays small, whatever comes, and forgets no doubt', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (notes) => {
      const box = countInBox(
        fresh,
        's',
        notes.map((note) => unsure(`n${note}`, { atMost: 1 })),
      )
      expect(box.doubtful.length).toBeLessThanOrEqual(50)
      if (new Set(notes).size > 50) expect(box.doubtful.at(-1)?.atMost).toBeUndefined()
    }),
  )
})

test('outlives the program, and is emptied once', async ({ onTestFinished: onEnd }) => {
  const { acceptor, feed, next, pty, disk, until } = await aCashAcceptor(onEnd, 'id003', {
    box: { capacity: 2, nearFull: 2 },
  })
  expect(acceptor.denominationsFen).toContain(10_000)
  expect(acceptor.status.consumables).toEqual([{ name: 'cashBox', state: 'ok', amount: 0, unit: 'notes' }])
  await acceptor.enable()
  for (const fen of [1_000, 5_000]) {
    await feed(fen)
    const { noteId } = await next('escrowed')
    expect(await acceptor.stack(noteId)).toMatchObject({ outcome: 'stacked' })
    await until(({ place }) => place === null)
  }
  expect(acceptor.status.consumables).toMatchObject([{ state: 'nearFull', amount: 2 }])
  await acceptor.stop()

  const later = await aCashProgram(onEnd, 'id003', pty.url, disk, { box: { capacity: 2 } })
  await untilOnline(later.acceptor)
  const { box } = later.acceptor
  expect(box.pieces).toEqual({ 1000: 1, 5000: 1 })
  expect(await later.acceptor.boxEmptied(box.boxId)).toEqual({ ok: true, box })
  expect(disk.events.at(-1)).toEqual({ type: 'boxEmptied', box })
  expect(disk.memory?.box).toEqual(later.acceptor.box)
  expect(later.acceptor.box.pieces).toEqual({})
  expect(later.acceptor.status.consumables).toMatchObject([{ state: 'ok', amount: 0 }])
  expect(await later.acceptor.boxEmptied(box.boxId)).toMatchObject({
    ok: false,
    error: { code: 'invalidData' },
  })
})

test('is not emptied when that cannot be kept', async ({ onTestFinished: onEnd }) => {
  let isFull = false
  const { acceptor } = await aCashAcceptor(onEnd, 'id003', {
    record: () => {
      if (isFull) throw new Error('the disk is full')
    },
  })
  const { box } = acceptor
  isFull = true
  expect(await acceptor.boxEmptied(box.boxId)).toMatchObject({ ok: false, error: { code: 'unrecoverable' } })
  expect(acceptor.box).toEqual(box)
})
