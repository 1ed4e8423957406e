import vue from '@vitejs/plugin-vue'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import type { UserConfig } from 'vite'

/** The screen a customer touches. Paths are relative: a custom protocol serves it, and the browser preview. */
export function screen(kiosk = import.meta.dirname): UserConfig {
  const root = join(kiosk, 'screen')
  const page = join(root, 'index.html')
  return {
    root,
    base: './',
    plugins: [vue()],
    build: {
      outDir: join(kiosk, 'dist/screen'),
      emptyOutDir: true,
      // The oldest runtime it is tested in is Electron 25.
      target: 'chrome114',
      // Nothing inline: the page's content security policy allows no data: sources.
      assetsInlineLimit: 0,
      rolldownOptions: { input: existsSync(page) ? { index: page } : {} },
    },
  }
}

export default defineConfig(screen())
