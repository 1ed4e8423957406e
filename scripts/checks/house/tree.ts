import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { inCache, root } from '@service-hall/harness/paths'
import { run, runNode } from '@service-hall/harness/process'
import type { RunResult } from '@service-hall/harness/process'
import { packageOf, rooms } from '../../../rooms.config.ts'
import { TOOLS, typeChecksOf } from '../tools.ts'
import { filesOf } from './sources.ts'

/** A copy of the house to try things in: its rooms find each other in the copy, all else in our `node_modules`. */
export type Tree = { path: string }

/** The copy that samples are tried in; kept, so that the next time only what changed is copied and checked. */
export const triedIn = (name: string): Tree => ({ path: inCache('house', name) })

/** Makes the copy as our tree is now. */
export function refresh({ path }: Tree): void {
  const wanted = filesOf(root)
  for (const file of wanted) copyChanged(join(root, file), join(path, file))
  const keep = new Set(wanted)
  for (const file of filesUnder(path)) if (!keep.has(file)) rmSync(join(path, file))
  const links = join(path, 'node_modules/@service-hall')
  mkdirSync(links, { recursive: true })
  for (const room of rooms) {
    const link = join(links, packageOf(room))
    if (!existsSync(link)) symlinkSync(relative(links, join(path, room)), link)
  }
}

/** Applies a patch, or says why it does not fit. `partly`: applies what fits and leaves the rest in `.rej` files. */
export async function applyPatch({ path }: Tree, patch: string, { partly = false } = {}): Promise<RunResult> {
  // Not the repository above: the patch is of this folder.
  return run('git', ['apply', '--whitespace=nowarn', ...(partly ? ['--reject'] : []), patch], {
    cwd: path,
    env: { GIT_CEILING_DIRECTORIES: dirname(path), GIT_DIR: undefined, GIT_INDEX_FILE: undefined },
  })
}

/** Type-checks the copy; what an earlier check of ours found out is taken over. */
export async function checkTypes({ path }: Tree): Promise<RunResult> {
  mkdirSync(join(path, '.cache'), { recursive: true })
  for (const command of typeChecksOf(path)) {
    const result = await runNode(command, { cwd: path })
    if (result.code !== 0) return result
  }
  return { code: 0, output: '' }
}

/** Runs tests of the copy, named by the beginnings of their paths. */
export function runTests(tree: Tree, tests: readonly string[]): Promise<RunResult> {
  return runNode([...TOOLS.vitest, 'run', '--root', tree.path, ...tests], { cwd: tree.path })
}

/** Makes the copy a repository of its own, so that what is edited in it from now on is its difference. */
export async function beginRecord({ path }: Tree): Promise<void> {
  await git(path, 'init', '--quiet')
  await git(path, 'add', '--all')
  const author = ['-c', 'user.name=house', '-c', 'user.email=house@localhost']
  await git(path, ...author, 'commit', '--quiet', '--message', 'as it is')
}

/** What was edited since `beginRecord`, as a patch. */
export async function recorded({ path }: Tree): Promise<string> {
  await git(path, 'add', '--all')
  return git(path, 'diff', '--cached', '--no-color', '--no-ext-diff', 'HEAD')
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const { code, output } = await run('git', args, { cwd })
  if (code !== 0) throw new Error(`git ${args[0]}: ${output.trim()}`)
  return output
}

/** Writes only what differs: an unchanged file keeps its time, which tools go by. */
function copyChanged(from: string, to: string): void {
  const content = readFileSync(from)
  if (existsSync(to) && statSync(to).size === content.length && readFileSync(to).equals(content)) return
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, content, { mode: statSync(from).mode })
}

const toolFolders = new Set(['node_modules', '.cache', '.git'])

function filesUnder(folder: string, below = ''): string[] {
  if (!existsSync(join(folder, below))) return []
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return toolFolders.has(entry.name) ? [] : filesUnder(folder, path)
    return [path]
  })
}
