import { existsSync, readFileSync, rmSync } from 'node:fs'
import { ensureElectron, ensurePackages, ensureSqlite3 } from '@service-hall/harness/machine'
import { inCache, inRoot, root } from '@service-hall/harness/paths'
import { runNode } from '@service-hall/harness/process'
import type { Running } from '../progress/board.ts'
import { inWords, progressOf, withoutProgress } from '../progress/progress-line.ts'
import { fromPlaywright, fromVitest, nothing, oneCheck, settle } from './tally.ts'
import type { PlaywrightReport, Tally, VitestReport } from './tally.ts'
import { TOOLS, typeChecksOf } from './tools.ts'

/** What a stage of the test run found; its output is shown when something failed. */
export type StageResult = { tally: Tally; output: string }
/** Tells of itself while it runs. */
export type Stage = (told: Told) => Promise<StageResult>
export type Told = Pick<Running, 'at' | 'say'>

/** Formatting of a file depends on nothing but the file, so what was right once is. */
const PRETTIER_CACHE = [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  inCache('prettier'),
] as const

/** Debian packages, sqlite3's binary and an Electron. Counted only when they cannot be had. */
export const ensure: Stage = async (told) => {
  const lines: string[] = []
  const say = (line: string): void => {
    lines.push(line)
    told.say(line)
  }
  const packages = await ensurePackages(say)
  const sqlite3 = await ensureSqlite3({ say, mayInstall: true })
  if ('missing' in sqlite3) say(`${sqlite3.missing}. Node's own SQLite is tested.`)
  const electron = await ensureElectron({ say })
  if (!packages.ok) lines.push(packages.help)
  if ('missing' in electron) lines.push(electron.missing)
  const ok = packages.ok && !('missing' in electron)
  return { tally: ok ? nothing : oneCheck(false), output: lines.join('\n') }
}

/** Screens and the Electron side. Counted only when they cannot be built. */
export const build: Stage = async () => {
  const { code, output } = await runNode([inRoot('scripts/build/build.ts')])
  return { tally: code === 0 ? nothing : oneCheck(false), output }
}

export const lint: Stage = () =>
  checkAll([
    [...TOOLS.eslint, '.'],
    [...TOOLS.oxlint, '.'],
  ])

export const formatting: Stage = () =>
  check([...TOOLS.prettier, '--check', '--log-level', 'warn', ...PRETTIER_CACHE, '.'])

export const types: Stage = () => checkAll(typeChecksOf(root))

/** Walls, circles, and what a new capability, device kind or kiosk page has to edit. */
export const house: Stage = () => check([inRoot('scripts/checks/house/house.ts'), '--json'])

export const unit: Stage = async (told) => {
  const report = inCache('test/unit.json')
  const progress = `--reporter=${inRoot('scripts/progress/vitest-reporter.ts')}`
  const reporters = ['--reporter=default', progress, '--reporter=json', `--outputFile.json=${report}`]
  return counted(told, [...TOOLS.vitest, 'run', ...reporters], report, (json) =>
    fromVitest(json as VitestReport),
  )
}

export const e2e: Stage = async (told) => {
  const report = inCache('test/e2e.json')
  const command = [inRoot('scripts/checks/e2e.ts'), '--reporter=line,json']
  return counted(told, command, report, (json) => fromPlaywright(json as PlaywrightReport), {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
}

/** One check of several commands, one after the other; the first that fails need not keep the rest from being heard. */
async function checkAll(commands: readonly (readonly string[])[]): Promise<StageResult> {
  const results: StageResult[] = []
  for (const command of commands) results.push(await check(command))
  const failed = results.filter(({ tally }) => tally.failed > 0)
  return { tally: oneCheck(failed.length === 0), output: failed.map(({ output }) => output).join('\n') }
}

async function check(command: readonly string[]): Promise<StageResult> {
  const { code, output } = await runNode(command)
  return { tally: oneCheck(code === 0), output }
}

async function counted(
  told: Told,
  command: readonly string[],
  report: string,
  count: (json: unknown) => Tally,
  env: Record<string, string> = {},
): Promise<StageResult> {
  // A report of an earlier run must not be taken for this one's.
  rmSync(report, { force: true })
  const hear = (line: string): void => {
    const progress = progressOf(line)
    if (progress === null) return
    told.at(inWords(progress))
    if (progress.fault !== undefined) told.say(`failed: ${progress.fault}`)
  }
  const { code, output } = await runNode(command, { hear, env: { FORCE_COLOR: '0', ...env } })
  const json: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  return { tally: settle(json === null ? null : count(json), code), output: withoutProgress(output) }
}
