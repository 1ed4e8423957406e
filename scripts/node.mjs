// Runs a script with the Node among the packages, whichever Node runs npm: `node scripts/node.mjs SCRIPT …`.
// npm leaves the link to it out (npm 9, where it discards the Node of another platform); it is put there again, since
// programs that we start find their Node by it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))
const NAMES = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]

const ours = process.platform === 'win32' ? undefined : findOurs()
const [script = '', ...args] = process.argv.slice(2)
const isInstalled =
  existsSync(join(MODULES, '@rolldown')) && readdirSync(join(MODULES, '@rolldown')).some(isBinding)
if (ours !== undefined && !isInstalled) sayWhatIsNeeded()
else if (ours === undefined || realpathSync(process.execPath) === realpathSync(ours)) runHere()
else runThere(ours)

/** npm leaves out the binary of a package that wants a newer Node than the one npm runs on. */
function isBinding(name) {
  return name.startsWith('binding-')
}

function sayWhatIsNeeded() {
  const command = 'PATH="$PWD/node_modules/.bin:$PATH" npx --yes npm@11 ci'
  console.error(`npm left out what needs a newer Node than the one it ran on. Run once: ${command}`)
  process.exitCode = 1
}

function findOurs() {
  const found = NAMES.map((name) => join(MODULES, name, 'bin/node')).find((file) => existsSync(file))
  if (found === undefined) return undefined
  const link = join(MODULES, '.bin/node')
  if (!existsSync(link)) {
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(relative(dirname(link), found), link)
  }
  return found
}

function runHere() {
  process.argv.splice(1, 2, resolve(script))
  void import(pathToFileURL(resolve(script)).href)
}

function runThere(node) {
  const child = spawn(node, [script, ...args], { stdio: 'inherit' })
  // A terminal tells the child itself of Ctrl-C and of its own end; a second time would mean not to wait.
  const told = process.stdin.isTTY ? ['SIGINT', 'SIGHUP'] : []
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void (told.includes(signal) || child.kill(signal)))
  child.once('error', ({ message }) => {
    console.error(`${node}: ${message}`)
    process.exit(127)
  })
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
