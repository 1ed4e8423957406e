import { waitFor } from '@service-hall/harness/process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import type { ForeignOptions } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import type { Standing } from '../halls/directory.ts'

const issued = (number: string) => ({
  ...{
    type: 'TicketIssued',
    ticketId: `ticket-${number}`,
    number,
    day: '2026-01-01',
    count: 1,
    groupId: 'A',
  },
  ...{ serviceId: 'pay', classId: 'normal', language: 'zh', senior: false, ahead: 0, by: 'staff:S1' },
})
const fact = (day = 1) => ({ type: 'DayOpened', day: `2026-01-0${day}` })

async function greet(hub: TestHub, options: Partial<ForeignOptions> = {}) {
  const greeted = await ForeignHall.greet({ url: hub.url, ...options })
  onTestFinished(() => void greeted.hall.socket.disconnect())
  return greeted
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a hall sends facts, and goes on behind what is on the disk, also after the hub was restarted', async () => {
    const hub = await aHub({ engine })
    const key = aForeignKey()
    const { hall, answer } = await greet(hub, { key })
    expect(answer).toMatchObject({ ok: true, number: 0, mark: null })
    expect(await hall.send(1, [fact(), fact()])).toEqual({ ok: true, number: 2 })
    expect(await hall.send(3, [fact()])).toEqual({ ok: true, number: 3 })
    const again = await hub.restart()
    expect(again.live.hall('H1' as never).view.number).toBe(3)
    expect((await greet(again, { key, last: 3 })).answer).toMatchObject({ ok: true, number: 3 })
  })

  test('a batch that comes twice, or leaves one out, is not taken; nothing is doubled', async () => {
    const hub = await aHub({ engine })
    const { hall } = await greet(hub)
    expect(await hall.send(1, [fact(1)])).toMatchObject({ ok: true })
    expect(await hall.send(1, [fact(2)])).toMatchObject({ ok: false, code: 'uplink.gap' })
    expect(await hall.send(3, [fact(2)])).toMatchObject({ ok: false, code: 'uplink.gap' })
    expect(await hall.send(2, [fact(3)])).toEqual({ ok: true, number: 2 })
    expect(hub.live.hall('H1' as never).view.day).toBe('2026-01-03')
  })

  test('facts that the hall pruned are passed over where it says so', async () => {
    const { hall } = await greet(await aHub({ engine }))
    expect(await hall.send(10, [fact()])).toMatchObject({ code: 'uplink.gap' })
    expect(await hall.send(10, [fact()], { pruned: true })).toEqual({ ok: true, number: 10 })
  })

  test('a fact that this hub does not know is kept whole', async () => {
    const hub = await aHub({ engine })
    const { hall } = await greet(hub)
    expect(await hall.send(1, [{ type: 'FromTheFuture', deep: { a: [1, '中'] } }, fact()])).toMatchObject({
      ok: true,
    })
    expect(hub.live.hall('H1' as never).view.day).toBe('2026-01-01')
  })

  test.for([
    ['waiting', 'uplink.pending'],
    ['revoked', 'uplink.revoked'],
    ['crowded', 'uplink.crowded'],
  ] as [Standing, string][])('a hall that is %s is not let in', async ([standing, code]) => {
    const { hall, answer } = await greet(await aHub({ engine, standing: () => standing }))
    expect(answer).toMatchObject({ ok: false, code })
    expect(await hall.send(1, [fact()])).toMatchObject({ ok: false, code: 'uplink.untrusted' })
  })

  test('what is not signed, not sealed, or no batch, ends the line and leaves nothing', async () => {
    const hub = await aHub({ engine })
    const forged = await greet(hub, { change: (hello) => (hello['last'] = 99) })
    expect(forged.answer).toMatchObject({ code: 'uplink.untrusted' })
    const odd = await greet(hub, { change: (hello) => (hello['epoch'] = 'second; DROP') })
    expect(odd.answer).toMatchObject({ code: 'input.invalid' })

    for (const [text, seal] of [
      ['{}', undefined],
      ['not json', undefined],
      [JSON.stringify({ epoch: 'first', from: 1, to: 1, entries: [], marks: [] }), 'A'.repeat(43)],
      [JSON.stringify({ epoch: 'other', from: 1, to: 1, entries: [], marks: [] }), undefined],
      [JSON.stringify({ epoch: 'first', from: 5, to: 1, entries: [], marks: [] }), undefined],
    ] as const) {
      const { hall } = await greet(hub, { hallId: 'H2' })
      expect(await hall.sendText(text, seal)).toMatchObject({ ok: false })
      expect(await hall.send(1, [fact()])).toMatchObject({ ok: false, code: 'uplink.untrusted' })
    }
    expect((await greet(hub, { hallId: 'H2' })).answer).toMatchObject({ ok: true, number: 0 })
  })

  test('a text sent once counts once: sent again by somebody in between it is not taken', async () => {
    const hub = await aHub({ engine })
    const { hall } = await greet(hub)
    const text = JSON.stringify({ epoch: 'first', from: 1, to: 1, entries: [], marks: [] })
    await hall.sendText(text)
    expect(await hall.sendText(text, 'stolen')).toMatchObject({ code: 'uplink.untrusted' })
  })

  test('a hall has one line: the later one ends the earlier, which hears why', async () => {
    const hub = await aHub({ engine })
    const first = await greet(hub)
    const gone = new Promise((resolve) => first.hall.socket.once('disconnect', resolve))
    const second = await greet(hub)
    await waitFor('the line to be ended', gone)
    expect(first.hall.ended).toEqual(['uplink.elsewhere'])
    expect(await second.hall.send(1, [fact()])).toMatchObject({ ok: true })
    expect(hub.live.tiles()).toMatchObject([{ hallId: 'H1', line: { connected: true } }])
  })

  test('a hall from a backup begins an epoch: what both had is kept once, and the present is the new one', async () => {
    const hub = await aHub({ engine })
    const key = aForeignKey()
    const { hall } = await greet(hub, { key })
    const marks = [1, 2, 3].map((number) => ({ number, mark: `000000000000000${number}` }))
    await hall.send(1, [fact(1), issued('A001'), issued('A002')], { marks })
    expect(await hall.marks('first', 2)).toEqual(marks.slice(0, 2).reverse())
    const epoch = '01a2299a-8f50-703f-b7f5-e494f2e15450'
    const after = await greet(hub, { key, epoch, parent: { epoch: 'first', after: 2 }, last: 2 })
    expect(after.answer).toMatchObject({ ok: true, number: 2 })
    expect(await after.hall.send(3, [issued('A002'), issued('A003')])).toEqual({ ok: true, number: 4 })
    await expect.poll(() => hub.live.tiles()[0]).toMatchObject({ waiting: 3, today: { issued: 3 } })
    const again = await hub.restart()
    expect(again.live.tiles()[0]).toMatchObject({ waiting: 3, today: { issued: 3 } })
  })

  test('who says nothing, or nothing sensible, is put out', async () => {
    const hub = await aHub({ engine })
    const { hall, answer } = await greet(hub, { change: (hello) => (hello['version'] = 9) })
    expect(answer).toMatchObject({ ok: false, code: 'uplink.version' })
    const gone = new Promise((resolve) => hall.socket.once('disconnect', resolve))
    hall.socket.emit('facts', 'no answer wanted')
    await waitFor('the line to be ended', gone)
  })
})
