import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicConfig } from '@service-hall/contract'
import type { Fact, FactEntry } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { lineLike, runNode, startProgram, startReady } from '@service-hall/harness/process'
import { openJournal } from '@service-hall/journal'
import type { Journal } from '@service-hall/journal'
import { expect, onTestFinished, test } from 'vitest'
import { factLine } from './facts-lines.ts'

const start = Date.parse('2026-01-05T10:00:00+08:00')
const PROGRAM = inRoot('scripts/replay/facts.ts')

/** A journal of the demo hall: configured, opened, and three tickets called, one fact a minute. */
async function aJournal(): Promise<{
  journal: Journal<Fact>
  data: string
  call: (ticket: number) => Promise<void>
}> {
  const data = mkdtempSync(join(tmpdir(), 'facts-'))
  let now = start
  const journal = await openJournal<Fact>({ path: join(data, 'journal.sqlite'), clock: () => now })
  onTestFinished(async () => {
    await journal.close()
    rmSync(data, { recursive: true })
  })
  const commit = async (fact: Partial<Fact>): Promise<void> => {
    await journal.append({ facts: [fact as Fact] })
    now += 60_000
  }
  const call = (ticket: number): Promise<void> =>
    commit({
      type: 'TicketCalled',
      ticketId: `ticket-${ticket}`,
      counterId: 'C1',
      by: 'staff:S1001',
    } as Partial<Fact>)
  const file = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))
  await commit({ type: 'HallConfigured', config: publicConfig(file), by: 'system' })
  await commit({ type: 'DayOpened', day: '2026-01-05' } as Partial<Fact>)
  for (const ticket of [1, 2, 3]) await call(ticket)
  return { journal, data, call }
}

async function facts(data: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const { code, output } = await runNode([PROGRAM, '--data', data, ...args])
  return { code, lines: output.trimEnd().split('\n').filter(Boolean) }
}
const numbers = (lines: string[]): number[] => lines.map((line) => Number(line.trim().split(' ')[0]))

test('a fact is a line with number, time on the clock of the hall, type and fields', () => {
  const fact = { type: 'TicketCalled', ticketId: 't1', counterId: 'C1', by: 'staff:S1001' } as Fact
  expect(factLine({ number: 48_213, at: start + 2_000, fact }, 'Asia/Shanghai')).toBe(
    '   48213  2026-01-05 10:00:02  TicketCalled  ticketId=t1 counterId=C1 by=staff:S1001',
  )
  const opened = {
    number: 1,
    at: start,
    fact: { type: 'DayOpened', day: '2026-01-05', long: 'x'.repeat(200) },
  }
  expect(factLine(opened as unknown as FactEntry, 'UTC')).toBe(
    `       1  2026-01-05 02:00:00  DayOpened  day=2026-01-05 long=${'x'.repeat(80)}…`,
  )
})

test('facts are shown from a number, of the last, from a moment, and of a type', async () => {
  const { data } = await aJournal()
  expect(numbers((await facts(data)).lines)).toEqual([1, 2, 3, 4, 5])
  expect(numbers((await facts(data, '--from', '4')).lines)).toEqual([4, 5])
  expect(numbers((await facts(data, '--last', '2')).lines)).toEqual([4, 5])
  expect(numbers((await facts(data, '--at', '2026-01-05T10:03:00')).lines)).toEqual([4, 5])
  expect(numbers((await facts(data, '--at', '2026-01-05T02:03:30Z')).lines)).toEqual([5])
  expect(numbers((await facts(data, '--type', 'DayOpened', '--type', 'HallConfigured')).lines)).toEqual([
    1, 2,
  ])
})

test('as JSON each line is a whole fact with its place', async () => {
  const { data } = await aJournal()
  const { lines } = await facts(data, '--json', '--last', '1')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      number: 5,
      at: start + 4 * 60_000,
      fact: { type: 'TicketCalled', ticketId: 'ticket-3', counterId: 'C1', by: 'staff:S1001' },
    },
  ])
})

test('what cannot be shown is said in a sentence, and fails', async () => {
  const { data } = await aJournal()
  for (const [args, sentence] of [
    [['--type', 'TicketCaled'], /^There is no fact TicketCaled\. Facts are: .*TicketCalled/],
    [['--from', 'three'], /^--from takes a whole number from 1/],
    [['--from', '1', '--last', '2'], /^Only one of/],
    [['--at', 'yesterday'], /^"yesterday" is no date and time/],
  ] as const) {
    const { code, lines } = await facts(data, ...args)
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(sentence)
  }
  expect((await facts(join(data, 'none'))).lines[0]).toMatch(/^There is no journal to read at/)
  expect((await facts(data, '--no-such-option')).code).toBe(2)
})

test('followed, facts come beside the writer as they are committed, and Ctrl-C ends it well', async () => {
  const { data, call } = await aJournal()
  const program = await startReady({
    args: [PROGRAM, '--data', data, '--follow', '--from', '5', '--type', 'TicketCalled'],
    pick: lineLike(/ticket-3/),
  })
  onTestFinished(() => program.stop())
  for (const ticket of [4, 5]) {
    const shown = program.next(lineLike(new RegExp(`^ +${ticket + 2} .*ticketId=ticket-${ticket} `)))
    await call(ticket)
    await shown
  }
  expect(await program.end('SIGINT')).toBe(0)
  expect(numbers(program.log().split('\n'))).toEqual([5, 6, 7])
})

test('followed from now, it ends well when nobody reads any more', async () => {
  const { data, call } = await aJournal()
  const program = startProgram({
    command: 'bash',
    args: [
      '-c',
      `set -o pipefail; "$0" "$1" --data "$2" --follow --last 1 | head -n 1`,
      process.execPath,
      PROGRAM,
      data,
    ],
  })
  onTestFinished(() => program.stop())
  await program.next(lineLike(/ticket-3/))
  await call(4) // the write that finds nobody
  expect(await program.ended).toBe(0)
})
