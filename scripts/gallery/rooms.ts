import { inCache, inRoot } from '@service-hall/harness/paths'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig, UserConfig } from 'vite'

/** A room of screens that has a gallery: `gallery/index.html` and `gallery/states.ts` beside its pages. */
export type Room = {
  /** As it stands in addresses and in the names of pictures. */
  name: string
  folder: string
  /** The Vite configuration its pages are built with. */
  config: () => Promise<UserConfig>
}

const known: readonly Room[] = [
  {
    name: 'hall',
    folder: inRoot('hall-server/web'),
    config: async () => (await import('../../hall-server/vite.config.ts')).app(),
  },
  {
    name: 'kiosk',
    folder: inRoot('kiosk/screen'),
    config: async () => (await import('../../kiosk/vite.screen.config.ts')).screen(),
  },
  {
    name: 'console',
    folder: inRoot('console/web'),
    config: async () => (await import('../../console/vite.config.ts')).app(),
  },
]

/** The rooms of screens that have a gallery. */
export const rooms = known.filter(({ folder }) => existsSync(indexOf(folder)))

function indexOf(folder: string): string {
  return join(folder, 'gallery/index.html')
}

/** A room's configuration, changed so that it serves and builds its gallery and nothing else. */
export async function galleryConfig(room: Room): Promise<InlineConfig> {
  const { build, ...config } = await room.config()
  return {
    ...config,
    configFile: false,
    base: '/',
    cacheDir: inCache('gallery', room.name, 'vite'),
    logLevel: 'warn',
    clearScreen: false,
    server: { host: '127.0.0.1' },
    preview: { host: '127.0.0.1', port: 0 },
    build: {
      ...build,
      outDir: inCache('gallery', room.name, 'dist'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: { input: indexOf(room.folder) },
    },
  }
}
