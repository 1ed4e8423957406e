import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { UserConfig } from 'vite'

/** Native modules, loaded from node_modules at run time; and what is optional to them. */
const native = ['electron', 'sqlite3', 'serialport', /^@serialport\//, 'bufferutil', 'utf-8-validate']

/**
 * One CommonJS file for the Electron side, with the workspace packages and all plain JavaScript inside. Built for
 * Node 18, so that the same file runs in the Electron we ship and in the older one that tests may have to use.
 */
function nodeBundle(kiosk: string, entry: string, outFolder: string, fileName: string): UserConfig {
  const file = join(kiosk, entry)
  return {
    root: kiosk,
    publicDir: false,
    // Everything that is not named as native goes into the file.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node18',
      outDir: join(kiosk, 'dist', outFolder),
      // Two bundles share dist/shell.
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: existsSync(file) ? { [fileName]: file } : {},
        external: native,
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  }
}

/** Electron's main process. */
export const shell = (kiosk = import.meta.dirname): UserConfig =>
  nodeBundle(kiosk, 'shell/src/main.ts', 'shell', 'main')

/** The preload: a file of its own, since a sandboxed one cannot load others. */
export const preload = (kiosk = import.meta.dirname): UserConfig =>
  nodeBundle(kiosk, 'shell/src/preload.ts', 'shell', 'preload')

/** The agent, run as utility process. */
export const agent = (kiosk = import.meta.dirname): UserConfig =>
  nodeBundle(kiosk, 'agent/src/main.ts', 'agent', 'main')
