import vue from '@vitejs/plugin-vue'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import type { UserConfig } from 'vite'
import { elementStyles } from './vite-element-styles.ts'

const web = join(import.meta.dirname, 'web')

function bundle(name: 'signin' | 'app', folder: string): UserConfig {
  return {
    root: folder,
    base: `/${name}/`,
    publicDir: false,
    plugins: [vue(), elementStyles()],
    build: {
      outDir: join(folder, `../dist/${name}`),
      emptyOutDir: true,
      // Nothing inline: the pages' content security policy allows no data: sources.
      assetsInlineLimit: 0,
      // The frame with what all pages use of Element Plus; it is kept by the browser.
      chunkSizeWarningLimit: 900,
      rolldownOptions: { input: { [name]: join(folder, `${name}.html`) } },
    },
  }
}

/** The one page anybody may see, in a bundle of its own: the other's code goes to signed-in sessions only. */
export const signin = (folder = web): UserConfig => bundle('signin', folder)

/** The console's pages. */
export const app = (folder = web): UserConfig => bundle('app', folder)

export default defineConfig(app())
