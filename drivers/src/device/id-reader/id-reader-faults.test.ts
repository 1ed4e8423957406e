import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { anIdReader, soonRead } from '../../../test/an-id-reader.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { IdReaderEvent } from './id-reader.ts'

/** Bytes of the answers to a search and to a selection. */
const FOUND = 15
const SELECTED = 19

const names = (events: readonly IdReaderEvent[]) =>
  events.flatMap((event) => (event.type === 'cardRead' ? [event.person.name] : []))

describe.concurrent('an identity card reader on a bad line', () => {
  test.for([260, 420, 700])(
    'never takes the card of one customer for that of the next, its answers %i ms late',
    async (ms, { onTestFinished }) => {
      const { reader, insert, lift, control, events, searches, untilEvents } =
        await anIdReader(onTestFinished)
      await insert({ name: '张测试' })
      // The search is answered in time, what follows is not.
      await control.fault('late', { ms, afterBytesOut: 1 })
      reader.arm()
      await searches(1)
      reader.disarm()
      await insert({ name: '李试验' })
      const before = events.length
      reader.arm()
      await control.fault(null)
      await untilOnline(reader)
      // A card swapped while nobody looked may pass for the one before; it is sure to be told once it was away.
      await lift()
      await searches(12)
      await insert({ name: '李试验' })
      while (names(events).length === 0) await untilEvents(events.length + 1)
      expect(names(events.slice(before))).not.toContain('张测试')
      expect(names(events)).toContain('李试验')
    },
  )

  test('does not tell a card that was still being read when it was disarmed', async ({ onTestFinished }) => {
    const { reader, insert, control, events, searches } = await anIdReader(onTestFinished, {
      profile: 'sdtSam-steady',
      stepMs: 5,
    })
    reader.arm()
    await insert({ name: '张测试' })
    await lookUntil('a card to be read', async () => (await control.state())['reads'] !== 0, { everyMs: 0 })
    reader.disarm()
    reader.arm()
    await searches(3)
    expect(events).toEqual([{ type: 'cardLeft' }])
  })

  test('does not tell a card left lying to the customer after', async ({ onTestFinished }) => {
    const { reader, insert, searches, untilEvents } = await anIdReader(onTestFinished, {
      profile: 'sdtSam-steady',
    })
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    reader.disarm()
    reader.arm()
    await untilEvents(2)
    await searches(3)
    await insert({ name: '李试验' })
    reader.disarm()
    reader.arm()
    const told = (await untilEvents(3)).map((event) =>
      event.type === 'cardRead' ? event.person.name : event.type,
    )
    expect(told).toEqual(['张测试', 'cardLeft', '李试验'])
  })

  test('does not tell a card that failed for one customer and can be read for the next, until it is lifted', async ({
    onTestFinished,
  }) => {
    const { reader, insert, lift, control, searches, events, untilEvents } = await anIdReader(onTestFinished)
    await control.fault('selectFail')
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    reader.disarm()
    await control.fault(null)
    reader.arm()
    await searches(3)
    expect(names(events)).toEqual([])
    await lift()
    await searches(3)
    await insert({ name: '李试验' })
    while (names(events).length === 0) await untilEvents(events.length + 1)
    expect(names(events)).toEqual(['李试验'])
  })

  test('says nothing of a card left lying that cannot be read for the next customer', async ({
    onTestFinished,
  }) => {
    const { reader, insert, control, searches, events, untilEvents } = await anIdReader(onTestFinished, {
      profile: 'sdtSam-steady',
    })
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    reader.disarm()
    await control.fault('selectFail')
    reader.arm()
    await searches(3)
    expect(events).toHaveLength(1)
  })

  test.for(['sdtSam', 'sdtSam-steady'] as const)(
    'does not tell a card that lay there before it started (%s)',
    async (profile, { onTestFinished }) => {
      const lying = { name: '张测试' }
      const { reader, insert, lift, searches, events, untilEvents } = await anIdReader(onTestFinished, {
        profile,
        lying,
      })
      reader.arm()
      await searches(4)
      expect(names(events)).toEqual([])
      await lift()
      await searches(3)
      await insert({ name: '李试验' })
      while (names(events).length === 0) await untilEvents(events.length + 1)
      expect(names(events)).toEqual(['李试验'])
    },
  )

  test('does not tell a card that comes and goes at the edge of the field to the customer after', async ({
    onTestFinished,
  }) => {
    const { reader, insert, lift, searches, events, untilEvents } = await anIdReader(onTestFinished, {
      profile: 'sdtSam-steady',
    })
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    await lift()
    await untilEvents(2)
    reader.disarm()
    reader.arm()
    await insert({ name: '张测试' })
    await searches(3)
    expect(names(events)).toEqual(['张测试'])
    await lift()
    await searches(12)
    await insert({ name: '张测试' })
    while (names(events).length === 1) await untilEvents(events.length + 1)
    expect(names(events)).toEqual(['张测试', '张测试'])
  })

  test.for([1, 7, 60, 700, 1_294])(
    'gives a reading up when the cable is cut after %i bytes of it, and goes on when it is back',
    async (bytes, { onTestFinished }) => {
      const timing = { ...soonRead, heartbeatMs: 60_000 }
      const { reader, insert, control, pty, events, searches, untilEvents } = await anIdReader(
        onTestFinished,
        {
          timing,
        },
      )
      await insert({ name: '张测试' })
      await control.fault('unplug', { afterBytesOut: FOUND + SELECTED + bytes })
      reader.arm()
      await untilStatus(reader, ({ device }) => device !== 'online')
      await pty.unplug()
      await control.fault(null)
      await pty.plug()
      await untilOnline(reader)
      await searches(2)
      expect(names(events)).toEqual([])
      await insert({ name: '李试验' })
      while (names(events).length === 0) await untilEvents(events.length + 1)
      expect(names(events)).toEqual(['李试验'])
    },
  )

  test('drops a reader that fell silent and finds it again', async ({ onTestFinished }) => {
    const { reader, insert, control, untilEvents } = await anIdReader(onTestFinished)
    reader.arm()
    await control.fault('silence')
    await untilStatus(reader, ({ error }) => error?.code === 'noAnswer')
    await control.fault(null)
    await untilOnline(reader)
    await insert({ name: '张测试' })
    expect(names(await untilEvents(1))).toEqual(['张测试'])
  })
})
