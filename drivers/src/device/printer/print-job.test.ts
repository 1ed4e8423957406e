import { expect, test } from 'vitest'
import { manualClock } from '../../../test/manual-clock.ts'
import type { Line } from '../../link/link.ts'
import { composeParts } from '../../paper/compose.ts'
import { slicesOf } from '../../paper/slices.ts'
import { runPrintJob } from './print-job.ts'
import { PrinterConversation } from './printer-conversation.ts'
import { PRINTER_PROFILES, printerTiming } from './printer-profile.ts'
import type { PrinterProfile } from './printer-profile.ts'
import { ProcessIds } from './process-ids.ts'

const well = [0x12, 0x12, 0x12, 0x12]
const noPaper = [0x1a, 0x32, 0x12, 0x7e]
const paperOutAsb = [0x18, 0x00, 0x0f, 0x00]
const CUT = '1d5642'

/** A job on a line whose other end is this test: it sees each write and says each reply. */
function aJob(profile: PrinterProfile) {
  const clock = manualClock()
  const written: string[] = []
  const line: Line = {
    generation: 1,
    alive: true,
    write(bytes) {
      written.push(Buffer.from(bytes).toString('hex'))
      return Promise.resolve({ ok: true, lastByteAt: 0, wireMs: 0 })
    },
    turn: (task) => task(),
    ready: () => undefined,
    drop: () => undefined,
  }
  const traits = PRINTER_PROFILES[profile]
  const talk = { line, clock, timing: printerTiming, layout: traits.status, onFlags: () => undefined }
  const conversation = new PrinterConversation(talk)
  const document = { width: 80, items: [{ type: 'text', text: 'A012' }, { type: 'cut' }] } as const
  const slices = slicesOf(
    composeParts(document, {}, () => undefined),
    1_024,
  )
  const ids = new ProcessIds(() => 0)
  const outcome = runPrintJob({ conversation, traits, timing: printerTiming, clock, ids, slices })
  const settled = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
  }
  return {
    written,
    outcome,
    isCut: () => written.some((bytes) => bytes.includes(CUT)),
    /** Milliseconds pass. */
    async pass(ms: number) {
      await clock.advance(ms)
      await settled()
    },
    async hear(...bytes: number[]) {
      conversation.receive(Uint8Array.from(bytes))
      await settled()
    },
    /** The answer to the process id that was asked for last. */
    async prove() {
      const id = written.findLast((bytes) => bytes.includes('1d284806003030'))?.slice(-8) ?? ''
      conversation.receive(Buffer.from(`3722${id}00`, 'hex'))
      await settled()
    },
    settled,
  }
}

test('hands the cut over only when the rest is acknowledged and the printer says that it is well', async () => {
  const job = aJob('epson')
  await job.settled()
  expect(job.written).toHaveLength(1)
  await job.prove()
  expect(job.written.at(-1)).toBe('100401100402100403100404')
  expect(job.isCut()).toBe(false)
  await job.hear(...well)
  expect(job.isCut()).toBe(true)
  await job.prove()
  expect(await job.outcome).toMatchObject({ outcome: 'printed', evidence: 'processId', onPaper: 'whole' })
})

test('keeps the cut when the printer acknowledges all else but then says that its paper has ended', async () => {
  const job = aJob('epson')
  await job.settled()
  await job.prove()
  await job.hear(...noPaper)
  expect(job.isCut()).toBe(false)
  await job.hear(0x37, 0x25, 0x00)
  expect(await job.outcome).toMatchObject({
    outcome: 'notPrinted',
    evidence: 'status',
    onPaper: 'atMostPart',
  })
})

test('empties the buffers at once when the printer tells a fault in the middle', async () => {
  const job = aJob('epson')
  await job.settled()
  await job.hear(...paperOutAsb)
  expect(job.written.at(-1)).toBe('10140801031401060208')
  await job.hear(0x37, 0x25, 0x00)
  expect(await job.outcome).toMatchObject({ outcome: 'notPrinted', error: { code: 'paperOut' } })
})

test('takes no process id for its own that it did not ask for last', async () => {
  const job = aJob('epson')
  await job.settled()
  await job.hear(...Buffer.from('7"zzzz\0', 'latin1'))
  expect(job.written).toHaveLength(1)
})

test('believes two fences and a clean status, no fewer: a stray byte can stand for one of them', async () => {
  const job = aJob('clone')
  await job.settled()
  await job.hear(0x00)
  await job.hear(...well)
  expect(job.isCut()).toBe(true)
  await job.hear(0x00)
  expect(job.written.at(-1)).toBe('1d7201')
  await job.hear(0x00)
  await job.hear(...well)
  expect(await job.outcome).toMatchObject({ outcome: 'printed', evidence: 'fence' })
})

test('does not know when one fence came and the second did not', async () => {
  const job = aJob('clone')
  await job.settled()
  await job.hear(0x00)
  await job.hear(...well)
  await job.hear(0x00)
  for (let look = 0; look < 12; look += 1) {
    await job.pass(printerTiming.proofMs)
    await job.hear(...well)
  }
  expect(await job.outcome).toMatchObject({ outcome: 'unknown', onPaper: 'partOrWhole' })
})

test('keeps the cut when the line made noise before, since a fence may have been noise too', async () => {
  const job = aJob('clone')
  await job.settled()
  await job.hear(0xff, 0x00)
  await job.hear(...well)
  await job.settled()
  expect(job.isCut()).toBe(false)
  expect(await job.outcome).toMatchObject({ outcome: 'notPrinted', onPaper: 'atMostPart' })
})

test('keeps the cut when a fence came that nobody had asked for', async () => {
  const job = aJob('clone')
  await job.settled()
  await job.hear(0x00, 0x00)
  await job.hear(...well)
  expect(job.isCut()).toBe(false)
  expect(await job.outcome).toMatchObject({ outcome: 'notPrinted' })
})

test('does not trust fences on a line that made noise since the job began', async () => {
  const job = aJob('clone')
  await job.settled()
  await job.hear(0x00)
  await job.hear(...well)
  await job.hear(0xff, 0x00)
  await job.pass(1)
  await job.hear(0x00)
  await job.hear(...well)
  expect(await job.outcome).toMatchObject({ outcome: 'unknown' })
})
