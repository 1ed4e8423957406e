import { capability } from '../core/capability.ts'
import { fetchPlaylist, letGo, unfinishedPlaylists } from './effects.ts'
import { mediaRoutes } from './routes.ts'
import { mediaSlice } from './state.ts'

/** What the region has call displays and idle kiosks show (播放单), from copies that the hall keeps. */
export const media = capability({
  name: 'media',
  slice: mediaSlice,
  effects: {
    on: { DirectiveReceived: fetchPlaylist, DirectiveDone: letGo },
    unfinished: unfinishedPlaylists,
  },
  routes: mediaRoutes,
})
