import { hubCapability } from '../core/capability.ts'
import { keepImages } from './keeper.ts'
import { mediaRoutes } from './routes.ts'
import { mediaMigrations } from './store.ts'

/** Images of the playlists that call displays show (播放单). */
export const media = hubCapability({
  name: 'media',
  migrations: mediaMigrations,
  routes: mediaRoutes,
  start: keepImages,
})
