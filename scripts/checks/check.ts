// The quick look at what was touched since the last commit: lint, formatting, types, and the tests that import it.
import { existsSync } from 'node:fs'
import { styleText } from 'node:util'
import { inRoot, root } from '@service-hall/harness/paths'
import { run, runNode } from '@service-hall/harness/process'
import { TOOLS, typeChecksOf } from './tools.ts'

const touched = (
  await Promise.all([git('diff', '--name-only', 'HEAD'), git('ls-files', '--others', '--exclude-standard')])
)
  .flat()
  .filter((file) => existsSync(inRoot(file)))
const code = touched.filter((file) => /\.(ts|vue|js|mjs|cjs)$/.test(file))

if (touched.length === 0) console.log('Nothing was touched.')
const outcomes = await Promise.all([
  check('lint', code, () => [
    [...TOOLS.eslint, ...code],
    [...TOOLS.oxlint, ...code],
  ]),
  check('formatting', touched, () => [
    [...TOOLS.prettier, '--check', '--log-level', 'warn', '--ignore-unknown', ...touched],
  ]),
  check('types', code, () => typeChecksOf(root)),
  check('tests', code, () => [[...TOOLS.vitest, 'related', '--run', '--passWithNoTests', ...code]]),
])
process.exitCode = outcomes.every((ok) => ok) ? 0 : 1

async function git(...args: string[]): Promise<string[]> {
  const { code, output } = await run('git', args)
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output.trim()}`)
  return output.split('\n').filter((line) => line !== '')
}

async function check(name: string, files: string[], commands: () => string[][]): Promise<boolean> {
  if (files.length === 0) return true
  const started = performance.now()
  let failed = false
  for (const command of commands()) {
    const { code, output } = await runNode(command)
    if (code !== 0) console.log(output.trimEnd())
    failed ||= code !== 0
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${name} ${failed ? styleText('red', 'FAILED') : styleText('green', 'ok')} ${seconds} s`)
  return !failed
}
