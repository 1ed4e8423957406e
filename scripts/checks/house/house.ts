// Measures the house: `npm run -s house [-- --json]`. Fails when an import runs against the walls or in a circle, or when
// a sample of a capability, device kind or kiosk page has to edit more existing files than it should.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { root } from '@service-hall/harness/paths'
import { layers, rooms, testing, walls } from '../../../rooms.config.ts'
import { cyclesOf, edgesOf } from './graph.ts'
import { patchOf, readPatch, samples } from './samples.ts'
import type { Sample } from './samples.ts'
import { isTest, linesOf, quantile, sourcesOf } from './sources.ts'
import { applyPatch, beginRecord, recorded, refresh, triedIn } from './tree.ts'
import { trySamples } from './try-samples.ts'
import type { Touches } from './try-samples.ts'
import { upwardOf } from './upward.ts'

const USAGE = `npm run -s house [-- --json]
npm run house -- --scratch capability|device-kind|kiosk-page
npm run house -- --record capability|device-kind|kiosk-page

  --json     the figures only, as one line of JSON; what is wrong goes to stderr in any case
  --scratch  makes a copy of the house to edit, with the sample in it as far as it still fits
  --record   keeps what was edited in that copy as the sample`

export type HouseFigures = Touches & {
  rooms: number
  upwardImports: number
  cycles: number
  /** Lines of a file of code that is no test: the middle, and the long end. */
  median: number
  p95: number
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scratch: { type: 'string' },
    record: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else if (values.scratch !== undefined) await scratch(sampleNamed(values.scratch))
else if (values.record !== undefined) await record(sampleNamed(values.record))
else await measure()

async function measure(): Promise<void> {
  const sources = sourcesOf(root, [...rooms, 'scripts'])
  const edges = edgesOf(sources, root, rooms)
  const upward = upwardOf(edges, { rooms, walls, layers, testing })
  const cycles = cyclesOf(edges)
  const lengths = sources.filter(({ path }) => !isTest(path)).map(linesOf)
  const { touches, problems } = await trySamples()
  const figures: HouseFigures = {
    rooms: rooms.length,
    upwardImports: upward.length,
    cycles: cycles.length,
    ...touches,
    median: quantile(lengths, 0.5),
    p95: quantile(lengths, 0.95),
  }
  console.log(JSON.stringify(figures, null, values.json ? 0 : 2))
  for (const { from, to } of upward)
    problems.push(`Against the direction of the walls: ${from} imports ${to}`)
  for (const group of cycles) problems.push(`A circle of imports: ${group.join(', ')}`)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}

async function scratch(sample: Sample): Promise<void> {
  const tree = triedIn(`scratch-${sample.name}`)
  rmSync(tree.path, { recursive: true, force: true })
  refresh(tree)
  await beginRecord(tree)
  if (readPatch(sample) !== null) {
    const { code, output } = await applyPatch(tree, patchOf(sample), { partly: true })
    if (code !== 0) console.log(`What fits no more is beside its file as .rej:\n${output.trim()}`)
  }
  console.log(`Edit ${tree.path}, then: npm run house -- --record ${sample.name}`)
}

async function record(sample: Sample): Promise<void> {
  const tree = triedIn(`scratch-${sample.name}`)
  if (!existsSync(tree.path)) throw new Error(`First: npm run house -- --scratch ${sample.name}`)
  writeFileSync(patchOf(sample), await recorded(tree))
  console.log(`Kept as ${patchOf(sample)}; try it: npm run house`)
}

function sampleNamed(name: string): Sample {
  const found = samples.find((sample) => sample.name === name)
  if (found !== undefined) return found
  console.error(USAGE)
  process.exit(64)
}
