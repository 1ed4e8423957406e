import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinary, installPackages } from '@service-hall/harness/machine'
import { inCache } from '@service-hall/harness/paths'
import { run } from '@service-hall/harness/process'

/** The library to load, or one sentence why there is none. */
export type Shim = { path: string } | { missing: string }

const SOURCE = join(import.meta.dirname, 'shim.c')
const COMPILERS = ['cc', 'gcc', 'clang'] as const
const PACKAGES = ['gcc', 'libc6-dev']

/**
 * The shim that keeps the image, compiled when its source is another than last time. `mayInstall`: gets Debian's compiler
 * where there is none and we may.
 */
export async function ensureShim({
  say,
  mayInstall = false,
}: {
  say: (line: string) => void
  mayInstall?: boolean
}): Promise<Shim> {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD and /proc are Linux’s' }
  const source = await readFile(SOURCE)
  const name = createHash('sha256').update(source).update(process.arch).digest('hex').slice(0, 16)
  const path = inCache('powercut', `${name}.so`)
  if (existsSync(path)) return { path }
  const failed = mayInstall && compiler() === null ? await installPackages(PACKAGES, say) : null
  const program = compiler()
  if (program === null)
    return { missing: failed ?? `no C compiler: apt-get install -y ${PACKAGES.join(' ')}` }
  await mkdir(inCache('powercut'), { recursive: true })
  const draft = `${path}.${process.pid}`
  const args = ['-shared', '-fPIC', '-O2', '-o', draft, SOURCE, '-ldl', '-lpthread']
  const { code, output } = await run(program, args)
  if (code !== 0) return { missing: `${program} could not compile ${SOURCE}: ${output.trim()}` }
  await rename(draft, path)
  return { path }
}

function compiler(): string | null {
  return COMPILERS.map(findBinary).find((found) => found !== null) ?? null
}
