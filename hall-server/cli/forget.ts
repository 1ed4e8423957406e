import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { caseless, idNumberOf, linesOf } from '@service-hall/contract'
import type { SubjectId } from '@service-hall/contract'
import { failedTool, strictText } from '@service-hall/server-kit'
import { openExistingVault } from '../src/vault/open-vault.ts'
import type { Vault } from '../src/vault/store.ts'

const USAGE = `node hall-server/cli/forget.ts [--data DIR] [--subject ID]

Forgets a visitor, also while the server runs. Without --subject it reads their ID number from standard input, so
that the number stands in no list of processes and no history; several numbers, one a line. How a number is written
(grouped, full-width, small x) does not matter.`

type Outcome = 'forgotten' | 'nobody' | 'noNumber'
const SENTENCES: Record<Outcome, string> = {
  forgotten: 'Forgotten.',
  nobody: 'Nobody is known by that.',
  noNumber: 'That is no ID number: nobody was looked for.',
}

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data/hall' },
      subject: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) process.stdout.write(`${USAGE}\n`)
  else process.exitCode = await forget(values.data, values.subject)
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

/** Answers the exit code: 0 forgotten, 1 nobody by that id or number or no number, 2 no vault there. */
async function forget(data: string, subject: string | undefined): Promise<number> {
  if (!existsSync(join(data, 'vault.sqlite'))) {
    process.stderr.write(`There is no vault in ${data}.\n`)
    return 2
  }
  const vault = await openExistingVault(data)
  try {
    if (subject !== undefined) return told(await forgetSubject(vault, subject), '')
    const lines = linesOf(strictText(await buffer(process.stdin)))
    if (lines.length === 0) return told('noNumber', '')
    const codes: number[] = []
    for (const [index, line] of lines.entries())
      codes.push(told(await forgetNumber(vault, line), lines.length > 1 ? `Line ${index + 1}: ` : ''))
    return Math.max(...codes)
  } finally {
    await vault.close()
  }
}

/** Says what became of it, without repeating a number. Answers the exit code. */
function told(outcome: Outcome, before: string): number {
  const out = outcome === 'noNumber' ? process.stderr : process.stdout
  out.write(`${before}${SENTENCES[outcome]}\n`)
  return outcome === 'forgotten' ? 0 : 1
}

async function forgetSubject(vault: Vault, subject: string): Promise<Outcome> {
  const isKnown =
    (await vault.erase(subject as SubjectId)) || (await vault.erase(caseless(subject) as SubjectId))
  return isKnown ? 'forgotten' : 'nobody'
}

/** Whoever is kept by it, even by a number that no card can have: an earlier release may have taken it. */
async function forgetNumber(vault: Vault, line: string): Promise<Outcome> {
  const known = await vault.subjectsOf(line)
  for (const subject of known) await vault.erase(subject)
  if (known.length > 0) return 'forgotten'
  return idNumberOf(line) === null ? 'noNumber' : 'nobody'
}
