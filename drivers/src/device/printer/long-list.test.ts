import { expect, test } from 'vitest'
import { aPrinter } from '../../../test/a-printer.ts'
import { listPaper } from '../../paper/list.ts'

const columns = [
  { title: '号码 No', share: 1 },
  { title: '金额 CNY', share: 1, align: 'right' as const },
]
const aList = (length: number) =>
  listPaper({
    width: 80,
    title: { zh: '日结清单', en: 'Daily list' },
    columns,
    rows: Array.from({ length }, (_, row) => [`A${row}`, '12.50']),
  })

test.concurrent.for(['epson', 'clone'] as const)(
  'prints a list of four times the buffer of a slow %s without overrunning it, whole and in order',
  async (profile, { onTestFinished }) => {
    const { printer, control } = await aPrinter({ profile, simulator: { stepMs: 8 } }, onTestFinished)
    const outcome = await printer.print(aList(300), { jobId: 'list' })
    expect(outcome).toMatchObject({ outcome: 'printed', onPaper: 'whole' })
    expect(outcome.mechanismMs).toBeGreaterThan(100)
    const state = (await control.state()) as { overruns: number; unknown: unknown[] }
    expect(state).toMatchObject({ overruns: 0, unknown: [] })
    const [paper] = await control.papers()
    const numbers = paper!.text.split('\n').flatMap((line) => /^A(\d+)/.exec(line)?.[1] ?? [])
    expect(numbers.map(Number)).toEqual(Array.from({ length: 300 }, (_, row) => row))
    expect(paper!.text).toContain('共 300 行')
  },
)

test.concurrent(
  'knows that a list is not whole when the power is cut for a moment in its middle',
  async ({ onTestFinished }) => {
    const { printer, control } = await aPrinter({ profile: 'clone' }, onTestFinished)
    await control.ask({ fault: 'powerCycle', afterBytes: 12_000, ms: 800 })
    const outcome = await printer.print(aList(800), { jobId: 'list' })
    expect(outcome).toMatchObject({ outcome: 'notPrinted', onPaper: 'atMostPart' })
  },
)

test.concurrent(
  'sends nothing of a list that has one line that cannot be composed at its end',
  async ({ onTestFinished }) => {
    const { printer, control } = await aPrinter({}, onTestFinished)
    const before = (await control.state())['bytesIn']
    const { items } = aList(100)
    const broken = { width: 80 as const, items: [...items, { type: 'barcode' as const, data: '电' }] }
    const outcome = await printer.print(broken, { jobId: 'list' })
    expect(outcome).toMatchObject({ outcome: 'notPrinted', error: { code: 'documentInvalid' } })
    expect(Number((await control.state())['bytesIn']) - Number(before)).toBeLessThan(100)
  },
)
