import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { ClassId, Identity } from '@service-hall/contract'
import { keyFile } from './vault/key-file.ts'
import { Vault } from './vault/store.ts'

const USAGE = `node hall-server/src/known-customers.ts [--data DIR] (--class ID | --remove)

Reads ID numbers from standard input, one a line. --class: whoever lays a card with such a number on a kiosk's reader
gets a ticket of this priority class from now on; --remove: no longer. Also while the server runs. The vault keeps no
number, only a digest by which it knows it again.`

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

/** Answers the exit code: 0 done, 1 something that is no ID number, 2 no vault there or not asked as it should be. */
async function list(data: string, classText: string | null | undefined): Promise<number> {
  const path = join(data, 'vault.sqlite')
  if (!existsSync(path) || !existsSync(join(data, 'vault.key'))) {
    process.stderr.write(`There is no vault in ${data}.\n`)
    return 2
  }
  const classId = classText === null ? null : ClassId.safeParse(classText).data
  if (classId === undefined) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const lines = (await text(process.stdin)).split('\n').map((line) => line.trim())
  const numbers = lines.filter((line) => line !== '')
  const wrong = lines.findIndex((line) => line !== '' && !Identity.shape.idNumber.safeParse(line).success)
  if (wrong >= 0) {
    process.stderr.write(`Line ${wrong + 1} is no ID number; nothing was changed.\n`)
    return 1
  }
  const vault = await Vault.open(path, await keyFile(join(data, 'vault.key')))
  try {
    for (const number of numbers) await vault.listCustomer(number, classId)
    process.stdout.write(
      `${numbers.length} ${classId === null ? 'taken off the list' : `listed as ${classId}`}.\n`,
    )
    return 0
  } finally {
    await vault.close()
  }
}
