import { imagesOf, slidesOf } from '@service-hall/contract'
import type { ImageSlide, Slide } from '@service-hall/contract'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'

/** How long nothing has happened at the kiosk before it plays, where its hall does not say, seconds. */
const USUAL_AFTER_SECONDS = 60

/** Has the screen show what this kiosk goes by, as far as it is here, and keeps what that needs. */
export function playlistEffects({ memory, playlistImages, hall, log, refresh }: Ports): Effects {
  const slides = (): Slide[] => slidesOf(memory.state.directives.settings?.playlist ?? null)
  const isPlayed = ({ sha256 }: ImageSlide): boolean =>
    imagesOf(slides()).some((image) => image.sha256 === sha256)

  playlistImages.listen(refresh)
  return {
    committed: {
      SettingsTaken: () =>
        void playlistImages
          .keepOnly(imagesOf(slides()))
          .catch((cause: unknown) => log.error('images.notSwept', cause)),
    },
    // What the disk has lost, or has otherwise than its digest says, is fetched anew.
    hallRead() {
      for (const image of imagesOf(slides())) playlistImages.fetchLost(image, () => isPlayed(image))
    },
    view() {
      const shown = slides().filter((slide) => slide.kind === 'text' || playlistImages.has(slide))
      const afterSeconds = hall.config?.policies.kioskPlaylistSeconds ?? USUAL_AFTER_SECONDS
      return shown.length === 0 ? {} : { playlist: { afterSeconds, slides: shown } }
    },
    stop: () => playlistImages.stop(),
  }
}
