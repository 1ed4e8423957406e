import { describe, expect, test } from 'vitest'
import { anIdReader } from '../../../test/an-id-reader.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { IdReaderEvent } from './id-reader.ts'

const told = (events: readonly IdReaderEvent[]) =>
  events.map((event) => {
    if (event.type === 'cardRead') return event.person.name
    return event.type === 'readFailed' ? event.error.code : event.type
  })

describe.concurrent('an identity card reader', () => {
  test('reads a card once for each time it is presented', async ({ onTestFinished }) => {
    const { reader, insert, lift, searches, untilEvents } = await anIdReader(onTestFinished)
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(2)
    await searches(4)
    await lift()
    await searches(1)
    await insert({ name: '李试验' })
    expect(told(await untilEvents(4))).toEqual(['张测试', 'cardRemoved', '李试验', 'cardRemoved'])
  })

  test('does so too when it goes on finding a card it has read', async ({ onTestFinished }) => {
    const { reader, insert, lift, searches, events, untilEvents } = await anIdReader(onTestFinished, {
      profile: 'sdtSam-steady',
    })
    reader.arm()
    await insert({ name: '张测试' })
    await untilEvents(1)
    await searches(4)
    expect(told(events)).toEqual(['张测试'])
    await lift()
    await untilEvents(2)
    await insert({ name: '张测试' })
    expect(told(await untilEvents(3))).toEqual(['张测试', 'cardRemoved', '张测试'])
  })

  test('looks for cards once at its start, then only while armed, and says who it is meanwhile', async ({
    onTestFinished,
  }) => {
    const { reader, insert, control, untilEvents } = await anIdReader(onTestFinished)
    await insert()
    expect(await reader.selfTest()).toEqual({
      ok: true,
      identity: 'SAM 05.01-20260105-0000990001-0012345678',
    })
    expect(await control.state()).toMatchObject({ finds: 1, reads: 0 })
    reader.arm()
    await untilEvents(1)
    reader.disarm()
    expect(reader.armed).toBe(false)
  })

  test('tells what each of the four documents has', async ({ onTestFinished }) => {
    const { reader, insert, untilEvents } = await anIdReader(onTestFinished)
    const seen: unknown[] = []
    reader.arm()
    for (const [index, type] of ['mainland', 'residencePermit', 'foreigner2017', 'foreigner2023'].entries()) {
      await insert({ type, to: type === 'mainland' ? '长期' : '20300101' })
      const event = (await untilEvents(2 * index + 2))[2 * index]
      if (event?.type === 'cardRead') seen.push({ ...event.person, fields: fieldsOf(event.person) })
    }
    const shared = { name: '张测试', sex: 'female', birthDate: '1990-03-07', validFrom: '2020-01-02' }
    const chinese = { ...shared, address: '虚构市模拟区测试路1号', issuer: '虚构市公安局' }
    expect(seen).toMatchObject([
      { documentType: 'mainland', fields: { ...chinese, nation: '01', validTo: 'longTerm' } },
      { documentType: 'residencePermit', fields: { ...chinese, passNumber: 'H00000000', issueCount: '01' } },
      { documentType: 'foreigner2017', fields: { ...shared, idNumber: 'XXA990090030712', country: 'XXA' } },
      { documentType: 'foreigner2023', fields: { ...shared, englishName: 'TESTER, ADA', renewals: '00' } },
    ])
  })

  test.for([
    { of: 'a wrong check digit', card: { number: '990000199003071230' } },
    { of: 'another date of birth', card: { birth: '19900307', number: '990000199003081230' } },
    { of: 'a day that does not exist', card: { birth: '19900230' } },
    { of: 'an end that is no day', card: { to: '20409999' } },
  ])('refuses a card with $of', async ({ card }, { onTestFinished }) => {
    const { reader, insert, untilEvents } = await anIdReader(onTestFinished)
    reader.arm()
    await insert(card)
    expect((await untilEvents(1))[0]).toEqual({
      type: 'readFailed',
      error: { code: 'invalidMedia', action: 'clear' },
    })
  })

  test('says in words why a card was not read, once, and reads it when it is presented anew', async ({
    onTestFinished,
  }) => {
    const { reader, insert, lift, control, events, untilEvents } = await anIdReader(onTestFinished)
    reader.arm()
    for (const fault of ['selectFail', 'authFail', 'readFail', 'noType']) {
      await control.fault(fault)
      const before = events.length
      await insert()
      await untilEvents(before + 1)
      await lift()
      await untilEvents(before + 2)
      await control.fault(null)
    }
    await insert({ name: '张测试' })
    const all = told(await untilEvents(9))
    expect(all.filter((one) => one !== 'cardRemoved')).toEqual([
      'readFailed',
      'securityFail',
      'readFailed',
      'invalidMedia',
      '张测试',
    ])
  })

  test('asks anew when the reader did not hear rightly', async ({ onTestFinished }) => {
    const { reader, insert, control, untilEvents } = await anIdReader(onTestFinished)
    await control.fault('nak', { times: 2 })
    await insert({ name: '张测试' })
    reader.arm()
    expect(told((await untilEvents(1)).slice(0, 1))).toEqual(['张测试'])
    expect(reader.counters.naks).toBe(2)
  })

  test('helps a module that failed its test once by a reset', async ({ onTestFinished }) => {
    const { reader, control } = await anIdReader(onTestFinished)
    await control.fault('selfTestFailed', { times: 1 })
    expect(await reader.selfTest()).toMatchObject({ ok: true })
  })

  test('is out of order as long as its module fails the test', async ({ onTestFinished }) => {
    const { reader, insert, control, untilEvents } = await anIdReader(onTestFinished)
    await control.fault('selfTestFailed', { times: 3 })
    const broken = await untilStatus(reader, ({ device }) => device === 'hardwareError')
    expect(broken.error).toEqual({ code: 'selfTestFailed', action: 'maintenance' })
    reader.arm()
    await insert({ name: '张测试' })
    await untilOnline(reader)
    expect(told((await untilEvents(1)).slice(0, 1))).toEqual(['张测试'])
  })

  test.for(['noise', 'dribble', 'merge', 'duplicate', 'strayPreamble'])(
    'reads a card once through %s',
    async (fault, { onTestFinished }) => {
      const timing = { answerMs: 1_000, readMs: 4_000, pollMs: 40, heartbeatMs: 150 }
      const { reader, insert, control, events, searches, untilEvents } = await anIdReader(onTestFinished, {
        timing,
      })
      await control.fault(fault)
      reader.arm()
      await insert({ name: '张测试' })
      await untilEvents(1)
      await searches(2)
      expect(told(events).filter((one) => one !== 'cardRemoved')).toEqual(['张测试'])
    },
  )
})

/** What the person's fields say, which do not show when it is spread. */
function fieldsOf(person: object): object {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(person)).map(([key, { value }]) => [
      key,
      value as unknown,
    ]),
  )
}
