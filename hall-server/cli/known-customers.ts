import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { caseless, idNumberOf, linesOf, offered } from '@service-hall/contract'
import type { ClassId, Fact } from '@service-hall/contract'
import { readJournal } from '@service-hall/journal'
import { stateFold } from '../src/capabilities.ts'
import { failedTool, strictText } from '@service-hall/server-kit'
import { openExistingVault } from '../src/vault/open-vault.ts'

const USAGE = `node hall-server/cli/known-customers.ts [--data DIR] (--class ID | --remove)

Reads ID numbers from standard input, one a line, however they are written. --class: whoever lays a card with such a number on a kiosk's reader
gets a ticket of this priority class from now on; --remove: no longer. Also while the server runs. The vault keeps no
number, only a digest by which it knows it again.`

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data/hall' },
      class: { type: 'string' },
      remove: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) process.stdout.write(`${USAGE}\n`)
  else process.exitCode = await list(values.data, values.remove ? null : values.class)
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

/**
 * `wanted`: the class, null for none. Answers the exit code: 0 done, 1 something that is no ID number, 2 no hall's data
 * there or not asked as it should be.
 */
async function list(data: string, wanted: string | null | undefined): Promise<number> {
  if (['vault.sqlite', 'journal.sqlite'].some((file) => !existsSync(join(data, file)))) {
    process.stderr.write(`There is no hall in ${data}.\n`)
    return 2
  }
  if (wanted === undefined) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const known = wanted === null ? [] : await classesOf(data)
  const classId = wanted === null ? null : known.find((id) => caseless(id) === caseless(wanted))
  if (classId === undefined) {
    process.stderr.write(`This hall has no class "${wanted}"; its classes are: ${known.join(', ')}.\n`)
    return 2
  }
  const lines = strictText(await buffer(process.stdin)).split(/\r\n?|\n/)
  const read = lines.map((line) => (linesOf(line).length === 0 ? '' : idNumberOf(line)))
  const wrong = read.indexOf(null)
  if (wrong >= 0) {
    process.stderr.write(`Line ${wrong + 1} is no ID number; nothing was changed.\n`)
    return 1
  }
  const numbers = new Set(read.flatMap((number) => number || []))
  const vault = await openExistingVault(data)
  try {
    for (const number of numbers) await vault.listCustomer(number, classId)
    process.stdout.write(
      `${numbers.size} ${classId === null ? 'taken off the list' : `listed as ${classId}`}.\n`,
    )
    return 0
  } finally {
    await vault.close()
  }
}

/** The priority classes of the hall as it is configured now, by its journal, which the server may be writing. */
async function classesOf(data: string): Promise<ClassId[]> {
  const journal = await readJournal<Fact>({ path: join(data, 'journal.sqlite') })
  try {
    const { state } = await journal.restore(stateFold)
    return offered(state.view.config?.priorityClasses).map(({ id }) => id)
  } finally {
    await journal.close()
  }
}
