import { copyFile, cp, mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BareMachine } from './bare-machine.ts'

/** Which npm a bare machine gets: the one that runs us, with its Node, or Debian's package. */
export type NpmFrom = 'machine' | 'debian'

/** Puts an npm into a bare machine, and nothing else. Answers with its version and its Node's; throws when it does not run. */
export async function bringNpm(machine: BareMachine, from: NpmFrom): Promise<string> {
  if (from === 'debian') await installDebians(machine)
  else await copyOurs(machine.root)
  const { code, output } = await machine.run('echo npm $(npm --version) on Node $(node --version)')
  if (code !== 0 || !/npm \d.* v\d/.test(output)) throw new Error(`npm does not run there: ${output.trim()}`)
  return output.trim()
}

async function installDebians(machine: BareMachine): Promise<void> {
  const { code, output } = await machine.run(
    'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends npm',
  )
  if (code !== 0) throw new Error(`npm of Debian: ${output.trim()}`)
}

async function copyOurs(root: string): Promise<void> {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  if (cli === undefined || node === undefined)
    throw new Error('There is no npm that runs us. Use npm run fresh, or --npm debian.')
  const local = join(root, 'usr/local')
  await mkdir(join(local, 'lib/node_modules'), { recursive: true })
  await cp(dirname(dirname(cli)), join(local, 'lib/node_modules/npm'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  await copyFile(node, join(local, 'bin/node'))
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'))
}
