// Stands in for the default app of Electron in the test runtime (../electron-test-runtime.ts), whose
// package was made without one: it starts the app named on the command line.
import { app } from 'electron'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { readCommandLine } from './target.ts'

type Manifest = { name?: string; productName?: string; version?: string; main?: string }

/** Electron has these for its own default app, but does not document them. */
type DefaultApp = typeof app & { setVersion: (version: string) => void; setAppPath: (folder: string) => void }

// Read first: a preload (Playwright's) shortens process.argv.
const boot = readCommandLine(process.argv.slice(1))
if (boot.app === null) {
  console.error('No app was named on the command line.')
  process.exit(64)
}
start(resolve(boot.app), boot.preloads)

function start(target: string, preloads: string[]): void {
  const folder = statSync(target).isDirectory() ? target : dirname(target)
  const manifest = readManifest(folder)
  const load = createRequire(__filename)
  Object.assign(process, { defaultApp: true })
  for (const preload of preloads) load(resolve(preload))
  const self = app as DefaultApp
  const name = manifest.productName ?? manifest.name
  if (name !== undefined) {
    app.setName(name)
    app.setPath('userData', join(app.getPath('appData'), name))
  }
  if (manifest.version !== undefined) self.setVersion(manifest.version)
  self.setAppPath(folder)
  load(target === folder ? join(folder, manifest.main ?? 'index.js') : target)
}

function readManifest(folder: string): Manifest {
  const file = join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}
