// Prints the facts of a hall's journal, one a line. Reads the journal only, also beside a running hall server.
import { parseArgs } from 'node:util'
import { Fact } from '@service-hall/contract'
import type { FactType } from '@service-hall/contract'
import { failedTool } from '@service-hall/server-kit'
import { JournalError } from '@service-hall/journal'
import type { JournalReader } from '@service-hall/journal'
import { factLine, factsFrom } from './facts-lines.ts'
import { Unshowable, readHallJournal, timeZoneOf } from './hall-journal.ts'
import { momentOf } from './moment.ts'

const USAGE = `npm run facts -- [--follow] [--from N | --last N | --at 2026-01-05T10:15:00] [--type TicketCalled]… [--json] [--data data/hall]

  --follow  goes on as facts come, until Ctrl-C
  --from    number of the first fact; without --from, --last and --at: the first that is kept
  --last    only so many before now; 0 with --follow: only what comes
  --at      begins at this date and time, on the hall's clock or with an offset (Z, +08:00)
  --type    only facts of this type; may be given several times
  --json    each fact whole, as one JSON object a line
  --data    folder of the hall's data, from the repository's root

People are in it by their ids only: names and numbers are in no fact.`

const types: readonly string[] = Fact.options.map(({ shape }) => shape.type.value)

type Start = { from?: string | undefined; last?: string | undefined; at?: string | undefined }
type Wanted = Start & { follow: boolean; type: string[]; json: boolean; data: string }

try {
  const { values } = parseArgs({
    options: {
      follow: { type: 'boolean', default: false },
      from: { type: 'string' },
      last: { type: 'string' },
      at: { type: 'string' },
      type: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      data: { type: 'string', default: 'data/hall' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(USAGE)
  else await print(values)
} catch (error) {
  if (error instanceof Unshowable) {
    console.error(error.message)
    process.exitCode = 1
  } else process.exitCode = failedTool(error, USAGE)
}

async function print(wanted: Wanted): Promise<void> {
  const unknown = wanted.type.filter((type) => !types.includes(type))
  if (unknown.length > 0)
    throw new Unshowable(`There is no fact ${unknown.join(', ')}. Facts are: ${types.join(', ')}.`)
  const journal = await readHallJournal(wanted.data)
  try {
    const timeZone = (await timeZoneOf(journal)) ?? 'UTC'
    const ended = endOfOutput()
    const options = {
      from: await firstOf(journal, wanted, timeZone),
      types: wanted.type as FactType[],
      follow: wanted.follow ? ended : undefined,
    }
    for await (const entry of factsFrom(journal, options)) {
      if (ended.aborted) break
      process.stdout.write(`${wanted.json ? JSON.stringify(entry) : factLine(entry, timeZone)}\n`)
    }
  } catch (error) {
    if (!(error instanceof JournalError) || error.code !== 'journal.pruned') throw error
    throw new Unshowable(`The first fact that is still kept is ${await journal.firstNumber()}.`)
  } finally {
    await journal.close()
  }
}

/** Number of the fact to begin with. */
async function firstOf(
  journal: JournalReader<Fact>,
  { from, last, at }: Start,
  timeZone: string,
): Promise<number> {
  if ([from, last, at].filter((one) => one !== undefined).length > 1)
    throw new Unshowable('Only one of --from, --last and --at can be.')
  const first = await journal.firstNumber()
  if (from !== undefined) return wholeNumber('--from', from, 1)
  if (last !== undefined)
    return Math.max(first, (await journal.lastNumber()) + 1 - wholeNumber('--last', last, 0))
  if (at === undefined) return first
  const moment = momentOf(at, timeZone)
  if (moment === null) throw new Unshowable(`"${at}" is no date and time such as 2026-01-05T10:15:00.`)
  return Math.max(first, (await journal.lastNumberAt(moment - 1)) + 1)
}

function wholeNumber(option: string, text: string, least: number): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) < least)
    throw new Unshowable(`${option} takes a whole number from ${least}, not "${text}".`)
  return Number(text)
}

/** Aborted by Ctrl-C, and when nobody reads any more (`| head`). */
function endOfOutput(): AbortSignal {
  const end = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort())
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    end.abort()
  })
  return end.signal
}
