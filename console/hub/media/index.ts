import { hubCapability } from '../core/capability.ts'
import { decideMedia } from './decide.ts'
import { keepImages } from './keeper.ts'
import { holdNamed } from './named.ts'
import { mediaRoutes } from './routes.ts'
import { mediaMigrations } from './store.ts'

/** Images of the playlists that call displays and idle kiosks show (播放单). */
export const media = hubCapability({
  name: 'media',
  evolve: {
    // For the audit log alone.
    ImageUploaded() {},
  },
  deciders: decideMedia,
  migrations: mediaMigrations,
  alongside: holdNamed,
  routes: mediaRoutes,
  start: keepImages,
})
