import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inCache, inRoot, root } from '@service-hall/harness/paths'
import type { UserConfig } from 'vite'
import type { Bundle } from './bundles.ts'
import { fingerprint, isStale, sourceFiles } from './stale.ts'
import type { Stamp } from './stale.ts'

/** What became of a bundle: `absent` means that none of its entry files exists. */
export type BuildResult = { name: string; outcome: 'fresh' | 'built' | 'absent'; ms: number }

/**
 * Builds what is out of date, all at once. Throws Vite's error when one cannot be built.
 *
 * @param force build also what is up to date
 */
export async function buildStale(bundles: readonly Bundle[], force = false): Promise<BuildResult[]> {
  const before = process.env['NODE_ENV']
  try {
    return await Promise.all(bundles.map((bundle) => buildOne(bundle, force)))
  } finally {
    // Vite sets it and leaves it; what we start afterwards shall not depend on whether something was built.
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

async function buildOne(bundle: Bundle, force: boolean): Promise<BuildResult> {
  const started = performance.now()
  const result = (outcome: BuildResult['outcome']): BuildResult => ({
    name: bundle.name,
    outcome,
    ms: Math.round(performance.now() - started),
  })
  const inputs = fingerprint(
    sourceFiles([...bundle.sources, bundle.config, inRoot('package-lock.json')]),
    root,
  )
  const stampFile = inCache('build', `${bundle.name.replace('/', '-')}.json`)
  if (!force && !isStale(readStamp(stampFile), inputs)) return result('fresh')
  const config = await loadConfig(bundle)
  if (Object.keys(config.build?.rolldownOptions?.input ?? {}).length === 0) return result('absent')
  const stamp: Stamp = { inputs, outputs: await bundleWith(config) }
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, JSON.stringify(stamp))
  return result('built')
}

/** The Vite configuration of a bundle. */
export async function loadConfig(bundle: Bundle): Promise<UserConfig> {
  const module = (await import(bundle.config)) as Record<string, () => UserConfig>
  const make = module[bundle.export]
  if (make === undefined) throw new Error(`${bundle.config} has no ${bundle.export}`)
  return make()
}

async function bundleWith(config: UserConfig): Promise<string[]> {
  // Loaded late: when nothing is stale, which is mostly so, it is not needed.
  const { build, mergeConfig } = await import('vite')
  const quiet = { build: { rolldownOptions: { checks: { pluginTimings: false } } } }
  const made = await build({ ...mergeConfig(config, quiet), configFile: false, logLevel: 'warn' })
  const outputs = Array.isArray(made) ? made : 'output' in made ? [made] : []
  const folder = config.build?.outDir ?? ''
  return outputs.flatMap(({ output }) => output.map((file) => join(folder, file.fileName)))
}

function readStamp(file: string): Stamp | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stamp) : null
}
