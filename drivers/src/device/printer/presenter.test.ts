import { expect, test } from 'vitest'
import { aPrinter, aTicket } from '../../../test/a-printer.ts'
import { untilStatus } from '../../../test/until.ts'
import type { PrinterEvent, PresenterConfig } from './printer.ts'

type OnEnd = Parameters<typeof aPrinter>[1]

async function aKiosk(onEnd: OnEnd, profile: 'snbc' | 'custom', presenter: PresenterConfig = {}) {
  const rig = await aPrinter({ profile, more: { presenter } }, onEnd)
  const events: PrinterEvent[] = []
  rig.printer.onEvent((event) => events.push(event))
  const print = (number: string) => rig.printer.print(aTicket(number), { jobId: number })
  const presented = () => untilStatus(rig.printer, ({ media }) => media === 'present')
  const fates = async () =>
    (await rig.control.papers()).map((paper) => (paper as unknown as { fate: string }).fate)
  return { ...rig, events, print, presented, fates }
}

test.concurrent.for(['snbc', 'custom'] as const)(
  'tells when a paper of a %s lies in the exit, and when it is taken',
  async (profile, { onTestFinished }) => {
    const { printer, control, events, print, presented } = await aKiosk(onTestFinished, profile)
    expect(await print('A012')).toMatchObject({ outcome: 'printed', evidence: 'fence' })
    await presented()
    await control.ask({ take: 'paper' })
    await untilStatus(printer, ({ media }) => media === 'notPresent')
    expect(events).toContainEqual({ type: 'mediaPresented' })
    expect(events.at(-1)).toEqual({ type: 'mediaTaken' })
  },
)

test.concurrent.for(['snbc', 'custom'] as const)(
  'takes a paper of a %s back in that nobody takes, and counts it',
  async (profile, { onTestFinished }) => {
    const { printer, print, events, fates } = await aKiosk(onTestFinished, profile, {
      retractAfterMs: 50,
      binCapacity: 2,
    })
    await print('A012')
    await untilStatus(printer, ({ media }) => media === 'retracted')
    expect(events).toContainEqual({ type: 'mediaRetracted', inBin: 1 })
    expect(events).not.toContainEqual({ type: 'mediaTaken' })
    expect(await fates()).toEqual(['retracted'])
    expect(printer.status.consumables).toContainEqual({
      name: 'retractBin',
      state: 'ok',
      amount: 1,
      unit: 'tickets',
    })
  },
)

test.concurrent('never gives the next customer the paper of the one before', async ({ onTestFinished }) => {
  const { print, presented, fates } = await aKiosk(onTestFinished, 'custom')
  await print('A012')
  await presented()
  await print('A013')
  expect(await fates()).toEqual(['retracted', 'presented'])
})

test.concurrent(
  'refuses to take a paper back into a full bin, until the bin is emptied',
  async ({ onTestFinished }) => {
    const { printer, print, presented } = await aKiosk(onTestFinished, 'snbc', { binCapacity: 1, inBin: 1 })
    await print('A012')
    await presented()
    expect(await printer.retract()).toEqual({ ok: false, error: { code: 'retractBinFull', action: 'clear' } })
    printer.binEmptied()
    expect(await printer.retract()).toEqual({ ok: true })
    expect(printer.status.consumables).toContainEqual({
      name: 'retractBin',
      state: 'full',
      amount: 1,
      unit: 'tickets',
    })
  },
)

test.concurrent(
  'says that a paper it should take back is jammed when it does not come',
  async ({ onTestFinished }) => {
    const { printer, control, print, presented } = await aKiosk(onTestFinished, 'custom')
    await print('A012')
    await presented()
    await control.fault('binFull')
    expect(await printer.retract()).toEqual({ ok: false, error: { code: 'mediaJammed', action: 'clear' } })
  },
)

test.concurrent('has nothing to take back where there is no presenter', async ({ onTestFinished }) => {
  const { printer } = await aPrinter({ profile: 'epson' }, onTestFinished)
  expect(await printer.retract()).toEqual({
    ok: false,
    error: { code: 'unsupported', action: 'configuration' },
  })
})
