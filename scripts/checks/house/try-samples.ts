import { filesIn, patchOf, readPatch, samples } from './samples.ts'
import type { Sample } from './samples.ts'
import { applyPatch, checkTypes, refresh, runTests, triedIn } from './tree.ts'

/** How many existing files a sample edits; null when there is no sample, or it fits no more. */
export type Touches = Record<Sample['figure'], number | null>

export type Tried = {
  touches: Touches
  /** What is wrong, each in words for whoever has to put it right. */
  problems: string[]
}

/** Applies all samples to one copy of the house, checks its types and runs its tests. */
export async function trySamples(): Promise<Tried> {
  const tree = triedIn('tree')
  refresh(tree)
  const touches: Touches = { capabilityTouches: null, deviceKindTouches: null, kioskPageTouches: null }
  const problems: string[] = []
  const tests = new Set<string>()
  for (const sample of samples) {
    const patch = readPatch(sample)
    if (patch === null) {
      problems.push(`There is no sample ${sample.name}. ${howToMake(sample)}`)
      continue
    }
    const { code, output } = await applyPatch(tree, patchOf(sample))
    if (code !== 0) {
      problems.push(`The sample ${sample.name} fits no more: ${output.trim()}\n${howToMake(sample)}`)
      continue
    }
    const { edited, added } = filesIn(patch)
    touches[sample.figure] = edited.length
    if (edited.length > sample.most)
      problems.push(
        `A ${sample.name} edits ${edited.length} files, not ${sample.most} at most: ${edited.join(', ')}`,
      )
    for (const test of [...sample.tests, ...added.filter((path) => path.endsWith('.test.ts'))])
      tests.add(test)
  }
  if (tests.size === 0) return { touches, problems }
  const [types, ran] = await Promise.all([checkTypes(tree), runTests(tree, [...tests])])
  if (types.code !== 0) problems.push(`The samples do not type-check:\n${types.output.trim()}`)
  if (ran.code !== 0) problems.push(`Tests fail with the samples:\n${ran.output.trim()}`)
  return { touches, problems }
}

function howToMake({ name }: Sample): string {
  return `Make it anew: npm run house -- --scratch ${name}, edit there, npm run house -- --record ${name}`
}
