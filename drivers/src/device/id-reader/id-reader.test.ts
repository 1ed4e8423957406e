import { describe, expect, it } from 'vitest'
import { anIdReader } from '../../../test/an-id-reader.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { IdReaderEvent } from './id-reader.ts'

const onEnd = cleanup()

const names = (events: readonly IdReaderEvent[]) =>
  events.map((event) => (event.type === 'cardRead' ? event.person.name : event.type))

describe('an identity card reader', () => {
  it('reads a card once for each time it is presented', async () => {
    const { reader, insert, lift, searches, untilEvents } = await anIdReader(onEnd)
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(2)
    await searches(4)
    await lift()
    await searches(1)
    await insert({ name: '李试验' })
    expect(names((await untilEvents(4)).slice(0, 4))).toEqual(['张测试', 'cardRemoved', '李试验', 'cardRemoved'])
  })

  it('does so too when it goes on finding a card it has read', async () => {
    const { reader, insert, lift, searches, events, untilEvents } = await anIdReader(onEnd, {
      profile: 'sdtSam-steady',
    })
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    await searches(4)
    expect(names(events)).toEqual(['张测试'])
    await lift()
    await untilEvents(2)
    await insert({ name: '张测试' })
    expect(names(await untilEvents(3))).toEqual(['张测试', 'cardRemoved', '张测试'])
  })

  it('looks for cards only while armed', async () => {
    const { reader, insert, control, untilEvents } = await anIdReader(onEnd)
    await insert()
    expect(await reader.selfTest()).toEqual({ ok: true, identity: 'SAM 05.01-20260105-0000990001-0012345678' })
    expect(await control.state()).toMatchObject({ finds: 0, reads: 0 })
    reader.arm()
    await untilEvents(1)
    reader.disarm()
    expect(reader.armed).toBe(false)
  })
})
