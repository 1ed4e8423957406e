import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, readdir, rename } from 'node:fs/promises'
import { inCache } from '@service-hall/harness/paths'
import { run } from '@service-hall/harness/process'

const RELEASE = 'bookworm'
const CACHE = inCache('fresh', `${RELEASE}.tar`)
/** Older roots are made anew: Debian corrects its packages. */
const KEPT_MS = 7 * 24 * 60 * 60_000
const USUAL_MIRROR = 'deb.debian.org'

/** Unpacks a bare Debian root into `folder`: apt, certificates, and no more. It is made once a week (some minutes). */
export async function unpackBareRoot(folder: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(CACHE) || Date.now() - statSync(CACHE).mtimeMs > KEPT_MS) await makeTarball(say)
  await mkdir(folder, { recursive: true })
  await must('tar', ['-xpf', CACHE, '-C', folder, '--numeric-owner'])
}

async function makeTarball(say: (line: string) => void): Promise<void> {
  await mkdir(inCache('fresh'), { recursive: true })
  say(`Making a bare root of Debian ${RELEASE}…`)
  const half = inCache('fresh', `${RELEASE}-${process.pid}.tar`)
  const mirror = await mirrorOfMachine()
  const what = ['--variant=apt', '--include=ca-certificates', RELEASE]
  await must('mmdebstrap', [...what, half, ...(mirror === null ? [] : [mirror])])
  await rename(half, CACHE)
}

/** Where this machine has its Debian packages from, when that is not Debian's own archive. */
async function mirrorOfMachine(): Promise<string | null> {
  const folder = '/etc/apt/sources.list.d'
  const lists = existsSync(folder) ? (await readdir(folder)).map((name) => `${folder}/${name}`) : []
  const files = ['/etc/apt/sources.list', ...lists].filter((file) => /\.(list|sources)$/.test(file))
  const texts = await Promise.all(
    files.filter((file) => existsSync(file)).map((file) => readFile(file, 'utf8')),
  )
  const mirror = /^(?!\s*#).*?(https?:\/\/\S+\/debian)\/?(?:\s|$)/m.exec(texts.join('\n'))?.[1]
  return mirror === undefined || new URL(mirror).host === USUAL_MIRROR ? null : mirror
}

/** Runs a command that has to succeed. */
export async function must(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(command, args)
  if (code !== 0) throw new Error(`${command} ${args[0]} ended with ${code}: ${output.trim()}`)
  return output
}
