// Every check there is: `npm test`, or some of them: `npm test -- --only lint,unit`.
import { parseArgs, styleText } from 'node:util'
import { reasonOf } from '@service-hall/harness/process'
import { createBoard } from '../progress/board.ts'
import * as stages from './stages.ts'
import type { StageResult } from './stages.ts'
import { add, closingLine, nothing, oneCheck } from './tally.ts'
import type { Tally } from './tally.ts'

type StageName = keyof typeof stages

/** Stages one after the other. */
type Lane = StageName[]
/**
 * Lanes of a step run side by side, two at most and as long as each other: a core for each. Step after step: what wants the
 * machine for itself.
 */
const steps: Lane[][] = [
  [
    ['lint', 'types'],
    ['ensure', 'build', 'house', 'formatting'],
  ],
  [['unit']],
  [['e2e']],
]
const all = steps.flat(2)
/** What has to be there before; these come along when they are not named. */
const prepares: Partial<Record<StageName, StageName[]>> = {
  house: ['ensure'],
  unit: ['ensure', 'build'],
  e2e: ['ensure', 'build'],
}

const board = createBoard({ print: (line) => console.log(line) })
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = new Set(choose(values.only))
let total: Tally = nothing
for (const step of steps) {
  const tallies = await Promise.all(step.map(performLane))
  total = tallies.flat().reduce(add, total)
}
process.exitCode = total.failed === 0 ? 0 : 1
console.log(closingLine(total))

function choose(only: string | undefined): StageName[] {
  if (only === undefined) return all
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !Object.hasOwn(stages, name))
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. There are: ${all.join(', ')}`)
    process.exit(64)
  }
  return (names as StageName[]).flatMap((name) => [...(prepares[name] ?? []), name])
}

async function performLane(lane: Lane): Promise<Tally[]> {
  const tallies: Tally[] = []
  for (const name of lane) if (wanted.has(name)) tallies.push(await perform(name))
  return tallies
}

async function perform(name: StageName): Promise<Tally> {
  const started = performance.now()
  const { tally, output } = await attempt(name)
  const ok = tally.failed === 0
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const mark = ok ? styleText('green', 'ok    ') : styleText('red', 'FAILED')
  console.log(`${name.padEnd(11)} ${mark} ${seconds.padStart(6)} s  ${describe(tally)}`)
  if (!ok) console.log(`${output.trimEnd()}\n`)
  return tally
}

/** A stage that cannot even start is a failure like any other. */
async function attempt(name: StageName): Promise<StageResult> {
  const running = board.begin(name)
  try {
    return await stages[name](running)
  } catch (error) {
    return { tally: oneCheck(false), output: reasonOf(error) }
  } finally {
    running.end()
  }
}

function describe(tally: Tally): string {
  return tally.passed + tally.failed + tally.skipped > 1 ? closingLine(tally) : ''
}
