// Shows a hall as it was at a moment. Reads the journal only, also beside a running hall server.
import { parseArgs } from 'node:util'
import type { Fact } from '@service-hall/contract'
import { stateFold } from '@service-hall/hall-server/state'
import type { HallState } from '@service-hall/hall-server/state'
import { JournalError } from '@service-hall/journal'
import type { JournalReader } from '@service-hall/journal'
import { failedTool } from '@service-hall/server-kit'
import { Unshowable, readHallJournal, timeZoneOf } from './hall-journal.ts'
import { momentOf, showMoment } from './moment.ts'
import { pictureOf } from './picture.ts'
import { replayText } from './text.ts'

const USAGE = `npm run replay -- --at 2026-01-05T10:15:00 [--data data/hall] [--json]

  --at     date and time on the hall's clock, or with an offset (Z, +08:00); now when left out
  --data   folder of the hall's data, from the repository's root
  --json   one JSON object instead of text`

try {
  const { values } = parseArgs({
    options: {
      at: { type: 'string' },
      data: { type: 'string', default: 'data/hall' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(USAGE)
  else await show(values)
} catch (error) {
  if (error instanceof Unshowable) {
    console.error(error.message)
    process.exitCode = 1
  } else process.exitCode = failedTool(error, USAGE)
}

async function show({ at, data, json }: { at?: string; data: string; json: boolean }): Promise<void> {
  const journal = await readHallJournal(data)
  try {
    const timeZone = await timeZoneOf(journal)
    if (timeZone === undefined)
      throw new Unshowable(`The journal in ${data} has no configured hall in it yet.`)
    const moment = at === undefined ? Date.now() : momentOf(at, timeZone)
    if (moment === null) throw new Unshowable(`"${at}" is no date and time such as 2026-01-05T10:15:00.`)
    const { view } = (await restoreAt(journal, moment, timeZone)).state
    const picture = pictureOf(view, moment, timeZone)
    console.log(json ? JSON.stringify(picture) : replayText(picture))
  } finally {
    await journal.close()
  }
}

async function restoreAt(
  journal: JournalReader<Fact>,
  moment: number,
  timeZone: string,
): Promise<{ state: HallState; number: number }> {
  try {
    const restored = await journal.restoreAt(stateFold, moment)
    if (restored.number > 0) return restored
  } catch (error) {
    if (!(error instanceof JournalError) || error.code !== 'journal.pruned') throw error
    throw new Unshowable(
      `${showMoment(moment, timeZone)} (${timeZone}) is before everything this journal still keeps.`,
    )
  }
  for await (const { at } of journal.replay({ from: 1, to: 1 })) {
    throw new Unshowable(
      `${showMoment(moment, timeZone)} is before this journal begins (${showMoment(at, timeZone)} ${timeZone}).`,
    )
  }
  throw new Unshowable('This journal is empty.')
}
