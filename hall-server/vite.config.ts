import vue from '@vitejs/plugin-vue'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import type { UserConfig } from 'vite'

const web = join(import.meta.dirname, 'web')

/** The pages of a bundle that exist, as input for the bundler. */
function pages(names: readonly string[], folder: string): Record<string, string> {
  const files = names.map((name) => [name, join(folder, `${name}.html`)] as const)
  return Object.fromEntries(files.filter(([, file]) => existsSync(file)))
}

function bundle(name: 'signin' | 'app', pageNames: readonly string[], folder: string): UserConfig {
  return {
    root: folder,
    base: `/${name}/`,
    publicDir: name === 'app' ? 'public' : false,
    plugins: [vue()],
    build: {
      outDir: join(folder, `../dist/${name}`),
      emptyOutDir: true,
      // Nothing inline: the pages' content security policy allows no data: sources.
      assetsInlineLimit: 0,
      rolldownOptions: { input: pages(pageNames, folder) },
    },
  }
}

/** The one page anybody may see, in a bundle of its own: the other's code goes to signed-in sessions only. */
export const signin = (folder = web): UserConfig => bundle('signin', ['signin'], folder)

/** Counter terminal, call display and administration. */
export const app = (folder = web): UserConfig => bundle('app', ['counter', 'display', 'admin'], folder)

export default defineConfig(app())
