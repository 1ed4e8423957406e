// Every check there is: `npm test`, or some of them: `npm test -- --only lint,unit`.
import { parseArgs, styleText } from 'node:util'
import { reasonOf } from '@service-hall/harness/process'
import * as stages from './stages.ts'
import type { Stage, StageResult } from './stages.ts'
import { add, closingLine, nothing, oneCheck } from './tally.ts'
import type { Tally } from './tally.ts'

type StageName = keyof typeof stages

/** Together in one step: what uses one core each. Step after step: what wants the machine for itself. */
const steps: StageName[][] = [['ensure'], ['build'], ['lint', 'types', 'formatting'], ['unit'], ['e2e']]
/** What has to be there before; these come along when they are not named. */
const prepares: Partial<Record<StageName, StageName[]>> = {
  unit: ['ensure', 'build'],
  e2e: ['ensure', 'build'],
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = new Set(choose(values.only))
let total: Tally = nothing
for (const step of steps) {
  const tallies = await Promise.all(step.filter((name) => wanted.has(name)).map(perform))
  total = tallies.reduce(add, total)
}
process.exitCode = total.failed === 0 ? 0 : 1
console.log(closingLine(total))

function choose(only: string | undefined): StageName[] {
  if (only === undefined) return steps.flat()
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !(name in stages))
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. There are: ${steps.flat().join(', ')}`)
    process.exit(64)
  }
  return (names as StageName[]).flatMap((name) => [...(prepares[name] ?? []), name])
}

async function perform(name: StageName): Promise<Tally> {
  const started = performance.now()
  const { tally, output } = await attempt(stages[name])
  const ok = tally.failed === 0
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const mark = ok ? styleText('green', 'ok    ') : styleText('red', 'FAILED')
  console.log(`${name.padEnd(11)} ${mark} ${seconds.padStart(6)} s  ${describe(tally)}`)
  if (!ok) console.log(`${output.trimEnd()}\n`)
  return tally
}

/** A stage that cannot even start is a failure like any other. */
async function attempt(stage: Stage): Promise<StageResult> {
  try {
    return await stage()
  } catch (error) {
    return { tally: oneCheck(false), output: reasonOf(error) }
  }
}

function describe(tally: Tally): string {
  return tally.passed + tally.failed + tally.skipped > 1 ? closingLine(tally) : ''
}
