// Proves the README's two commands on a bare Debian machine that has nothing but an npm and a clone: `npm run fresh`.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPackages } from '@service-hall/harness/machine'
import { root } from '@service-hall/harness/paths'
import { reasonOf, run } from '@service-hall/harness/process'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { bareMachine } from './bare-machine.ts'
import type { BareMachine } from './bare-machine.ts'
import { must, unpackBareRoot } from './bare-root.ts'
import { bringNpm } from './bring-npm.ts'
import type { NpmFrom } from './bring-npm.ts'
import { tryStart, tryTests } from './two-commands.ts'
import { carryWaysOut } from './ways-out.ts'

const CLONE = '/root/service-hall'
const USAGE = 'Usage: npm run fresh -- [--json] [--npm machine|debian] [--only start]'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    npm: { type: 'string', default: 'machine' },
    only: { type: 'string' },
  },
})
/** Standard output is for the result. */
const say = (line: string): void => console.error(line)

const { npm, only } = values
if ((npm !== 'machine' && npm !== 'debian') || (only !== undefined && only !== 'start')) leave(USAGE, 64)
else if (process.getuid?.() !== 0) leave('A root of its own is made by root only: sudo npm run fresh', 77)
else await prove(npm).catch((error: unknown) => leave(reasonOf(error), 1))

async function prove(from: NpmFrom): Promise<void> {
  await getTools()
  await withWorkFolder('fresh', async (folder) => {
    const machine = await makeMachine(join(folder, 'root'), from)
    const start = await tryStart(machine, CLONE, say)
    const tests = only === 'start' ? undefined : await tryTests(machine, CLONE, say)
    const told = tests === undefined ? '' : `; tests ${tests.passed} passed, ${tests.failed} failed`
    console.log(values.json ? JSON.stringify({ start, tests }) : `start ${start}${told}`)
    process.exitCode = start === 'ok' && (tests?.failed ?? 0) === 0 ? 0 : 1
  })
}

async function getTools(): Promise<void> {
  if ((await run('mmdebstrap', ['--version'])).code === 0) return
  const failure = await installPackages(['mmdebstrap'], say)
  if (failure !== null) throw new Error(failure)
}

async function makeMachine(folder: string, from: NpmFrom): Promise<BareMachine> {
  await unpackBareRoot(folder, say)
  const machine = bareMachine(folder, await carryWaysOut(folder))
  const { code, output } = await machine.run('update-ca-certificates')
  if (code !== 0) throw new Error(`update-ca-certificates: ${output.trim()}`)
  say(`A bare Debian machine with ${await bringNpm(machine, from)}, in ${folder}`)
  await clone(join(folder, CLONE))
  return machine
}

async function clone(into: string): Promise<void> {
  const commit = (await must('git', ['-C', root, 'rev-parse', 'HEAD'])).trim()
  const edited = (await must('git', ['-C', root, 'status', '--porcelain'])).trim()
  if (edited !== '') say('What is not committed is not in the clone.')
  await must('git', ['clone', '--quiet', '--no-hardlinks', '--no-checkout', root, into])
  await must('git', ['-C', into, 'checkout', '--quiet', '--detach', commit])
  say(`Clone of ${commit.slice(0, 12)}`)
}

function leave(line: string, code: number): void {
  say(line)
  process.exitCode = code
}
