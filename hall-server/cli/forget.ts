import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { SubjectId } from '@service-hall/contract'
import { keyFile } from '@service-hall/server-kit'
import { Vault } from '../src/vault/store.ts'

const USAGE = `node hall-server/cli/forget.ts [--data DIR] [--subject ID]

Forgets one visitor, also while the server runs. Without --subject it reads their ID number from standard input, so
that the number stands in no list of processes and no history.`

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'data/hall' },
    subject: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(`${USAGE}\n`)
else process.exitCode = await forget(values.data, values.subject)

/** Answers the exit code: 0 forgotten, 1 nobody by that id or number, 2 no vault there. */
async function forget(data: string, subject: string | undefined): Promise<number> {
  const path = join(data, 'vault.sqlite')
  if (!existsSync(path) || !existsSync(join(data, 'vault.key'))) {
    process.stderr.write(`There is no vault in ${data}.\n`)
    return 2
  }
  const vault = await Vault.open(path, await keyFile(join(data, 'vault.key')))
  try {
    const subjectId = subject ?? (await vault.subjectOf((await text(process.stdin)).trim()))
    const wasKnown = subjectId !== null && (await vault.erase(subjectId as SubjectId))
    process.stdout.write(wasKnown ? 'Forgotten.\n' : 'Nobody is known by that.\n')
    return wasKnown ? 0 : 1
  } finally {
    await vault.close()
  }
}
