import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aPrinter, aTicket } from '../../../test/a-printer.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { PaperDocument, PaperItem } from '../../paper/document.ts'
import type { PrinterEvent } from './printer.ts'

const onEnd = cleanup()

test.each([
  ['epson', 80, 'processId'],
  ['epson', 58, 'processId'],
  ['clone', 80, 'fence'],
  ['clone', 58, 'fence'],
] as const)('prints on a %s with %i mm paper and proves it by %s', async (profile, width, evidence) => {
  const { printer, control } = await aPrinter({ profile, width }, onEnd)
  const outcome = await printer.print(aTicket('A012', width), { jobId: 'one' })
  expect(outcome).toMatchObject({ jobId: 'one', outcome: 'printed', evidence, onPaper: 'whole' })
  expect(outcome.lastByteAt! - outcome.startedAt).toBeGreaterThan(0)
  const paper = await control.waitPaper()
  expect(paper.text).toContain('A012')
  expect(paper.qr).toEqual(['https://hall.example/t/A012'])
  expect(await control.state()).toMatchObject({ overruns: 0, unknown: [], buffered: 0 })
})

test('prints many tickets one after another, each once', async () => {
  const { printer, control } = await aPrinter({ simulator: { stepMs: 0 } }, onEnd)
  for (let job = 0; job < 20; job += 1) await printer.print(aTicket(`A${100 + job}`), { jobId: `job ${job}` })
  const papers = await control.papers()
  expect(papers.map((paper) => /A1\d\d/.exec(paper.text)?.[0])).toEqual(
    Array.from({ length: 20 }, (_, job) => `A${100 + job}`),
  )
})

test('tells its model and serial number in a self-test, and prints as before', async () => {
  const { printer } = await aPrinter({}, onEnd)
  const identity = 'TM-T82X, serial SIM0000001 (ESC/POS, proof by processId)'
  expect(await printer.selfTest()).toEqual({ ok: true, identity })
  expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'printed' })
  expect(await printer.selfTest()).toEqual({ ok: true, identity })
})

test('prints the same job once however often it is asked for', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  const [first, second] = await Promise.all([
    printer.print(aTicket('A012'), { jobId: 'same' }),
    printer.print(aTicket('A012'), { jobId: 'same' }),
  ])
  expect(second).toBe(first)
  expect(await printer.print(aTicket('A012'), { jobId: 'same' })).toBe(first)
  expect(await control.papers()).toHaveLength(1)
})

test('sends nothing of a ticket to a printer without paper, and prints it when asked again with paper', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  await control.fault('paperOut')
  const outcome = await printer.print(aTicket('A012'), { jobId: 'one' })
  expect(outcome).toMatchObject({
    outcome: 'notPrinted',
    evidence: 'status',
    onPaper: 'nothing',
    error: { code: 'paperOut', action: 'clear' },
  })
  expect(printer.status).toEqual({
    device: 'userError',
    paper: 'out',
    error: { code: 'paperOut', action: 'clear' },
  })
  expect(await control.state()).toMatchObject({ buffered: 0, hanging: { text: '' } })
  await control.fault(null)
  await untilOnline(printer)
  expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'printed' })
  expect(await control.papers()).toHaveLength(1)
})

test('tells an open cover, a hot head and a jammed knife apart, and what to do about each', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  await control.fault('coverOpen')
  await untilStatus(printer, ({ error }) => error?.code === 'coverOpen' && error.action === 'clear')
  await control.fault(null)
  await untilOnline(printer)
  await control.fault('hot')
  await untilStatus(printer, ({ device, error }) => device === 'deviceBusy' && error?.action === 'suspend')
  await control.fault(null)
  await untilOnline(printer)
  await control.fault('cutterJam')
  expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'unknown' })
  await untilStatus(printer, ({ device, error }) => device === 'hardwareError' && error?.code === 'cutterJam')
})

test('still prints when the paper is low, and says so', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  const low = new Promise<PrinterEvent>((resolve) => printer.onEvent(resolve))
  await control.fault('paperLow')
  expect(await waitFor('what it says of its paper', low)).toEqual({ type: 'paperThreshold', paper: 'low' })
  expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'printed' })
  expect(printer.status).toEqual({ device: 'online', paper: 'low' })
})

test('notices by itself that an idle printer has fallen silent, and that it is back', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  await control.fault('silence')
  await untilStatus(printer, ({ device, error }) => device === 'offline' && error?.code === 'noAnswer')
  await control.fault(null)
  await untilOnline(printer)
})

test('reads replies that come byte by byte', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  await control.fault('dribble')
  expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'printed' })
})

test('waits until the mechanism is through, however long the printing takes', async () => {
  const { printer, control } = await aPrinter({ simulator: { stepMs: 60 } }, onEnd)
  const outcome = await printer.print(aTicket('A012'), { jobId: 'one' })
  expect(outcome).toMatchObject({ outcome: 'printed' })
  expect(await control.papers()).toHaveLength(1)
})

test('refuses a document that it does not understand, names the fault, and never throws', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  const documents: [items: unknown, problem: RegExp][] = [
    [[{ type: 'tetx' }], /item 1 has the unknown type "tetx"/],
    [[5], /item 1 must be an item/],
    [[], /^the document has no items$/],
    [[{ type: 'cut' }, { type: 'text', text: 5 }], /^item 2 \(text\): text must be a text, not a number$/],
    ['A012', /items must be a list/],
  ]
  for (const [at, [items, problem]] of documents.entries()) {
    const document = { width: 80, items } as unknown as PaperDocument
    expect(await printer.print(document, { jobId: `${at}` })).toMatchObject({
      outcome: 'notPrinted',
      evidence: 'none',
      onPaper: 'nothing',
      error: { code: 'documentInvalid', action: 'configuration' },
      problem: expect.stringMatching(problem) as unknown,
    })
  }
  expect(await control.papers()).toEqual([])
  expect(await printer.print(aTicket('A012'), { jobId: '0' })).toMatchObject({ outcome: 'printed' })
})

test('cuts a job short when its items fail while it is printed, and marks the piece void', async () => {
  const { printer, control } = await aPrinter({}, onEnd)
  let timesGoneThrough = 0
  const items = {
    *[Symbol.iterator](): Generator<PaperItem> {
      timesGoneThrough += 1
      for (let line = 0; line < 200; line += 1) yield { type: 'text', text: `line ${line}` }
      if (timesGoneThrough > 1) throw new Error('the journal is closed')
      yield { type: 'cut' }
    },
  }
  expect(await printer.print({ width: 80, items }, { jobId: 'one' })).toMatchObject({
    outcome: 'notPrinted',
    evidence: 'none',
    onPaper: 'atMostPart',
    error: { code: 'documentInvalid' },
    problem: 'the journal is closed',
  })
  expect((await control.waitPaper()).text).toContain('VOID')
})

test('refuses a job that cannot be composed, and the ninth that would wait', async () => {
  const { printer } = await aPrinter({}, onEnd)
  const long = { width: 80, items: [{ type: 'qr', data: 'x'.repeat(2_000) }] } as const
  expect(await printer.print(long, { jobId: 'long' })).toMatchObject({ error: { code: 'documentInvalid' } })
  const jobs = Array.from({ length: 9 }, (_, job) => printer.print(aTicket('A1'), { jobId: `${job}` }))
  const outcomes = await Promise.all(jobs)
  expect(outcomes.filter(({ outcome }) => outcome === 'printed')).toHaveLength(8)
  expect(outcomes[8]).toMatchObject({ outcome: 'notPrinted', error: { code: 'queueFull' } })
})

test('finishes the job under way when it is stopped, and takes no other', async () => {
  const { printer, control } = await aPrinter({ simulator: { stepMs: 20 } }, onEnd)
  const { bytesIn: before } = (await control.state()) as { bytesIn: number }
  const printing = printer.print(aTicket('A012'), { jobId: 'one' })
  await expect.poll(async () => Number((await control.state())['bytesIn']) - before).toBeGreaterThan(100)
  const stopped = printer.stop()
  expect(await printer.print(aTicket('A013'), { jobId: 'two' })).toMatchObject({ outcome: 'notPrinted' })
  expect(await printing).toMatchObject({ outcome: 'printed' })
  await stopped
  expect(await control.papers()).toHaveLength(1)
})
