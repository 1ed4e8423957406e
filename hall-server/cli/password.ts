import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compact } from '@service-hall/contract'
import { failedTool, firstPassword, hashPassword } from '@service-hall/server-kit'
import { HallFileError, readHallFile } from '../src/configuration/read-hall-file.ts'
import { openExistingVault } from '../src/vault/open-vault.ts'

const USAGE = `npm run -s password -- --config FILE --staff NUMBER [--data DIR]

Makes a first password for a member of staff, also for the only administrator, and also while the server runs. It is
shown once and has to be changed at the next sign-in. All sessions of that person end, and failed sign-ins no longer
count, within a few seconds or when the server starts.`

try {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      staff: { type: 'string' },
      data: { type: 'string', default: 'data/hall' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || !values.config || !values.staff) {
    ;(values.help ? process.stdout : process.stderr).write(`${USAGE}\n`)
    process.exitCode = values.help ? 0 : 2
  } else process.exitCode = await reset(values.config, values.data, compact(values.staff))
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

/** Answers the exit code: 0 set, 1 nobody by that number, 2 no vault or no usable file. */
async function reset(config: string, data: string, number: string): Promise<number> {
  if (!existsSync(join(data, 'vault.sqlite')))
    return told(2, `There is no vault in ${data}: start the server once.`)
  const file = await readHallFile(config).catch((error: unknown) => {
    if (error instanceof HallFileError) return error.message
    throw error
  })
  if (typeof file === 'string') return told(2, file)
  const member = file.staff.find((row) => row.number === number || row.id === number)
  if (!member) return told(1, `Nobody in ${config} has the staff number ${number}.`)
  const vault = await openExistingVault(data)
  try {
    const password = firstPassword()
    const record = JSON.stringify(await hashPassword(password))
    const version = await vault.setPassword(member.id, record, { first: true })
    if (version === null)
      return told(1, `The server does not know ${number} yet: start it once with this file.`)
    process.stdout.write(`First password of ${number}: ${password}\n`)
    return 0
  } finally {
    await vault.close()
  }
}

function told(code: number, sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
