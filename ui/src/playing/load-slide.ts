import type { Slide } from '@service-hall/contract'

/** An image that takes longer to come is not there, ms. */
const LOAD_MS = 20_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Whether a slide can be shown: its image is at its address, and is one. */
export async function loadSlide(slide: Slide, addressOf: (sha256: string) => string): Promise<boolean> {
  if (slide.kind === 'text') return true
  const image = new Image()
  image.src = addressOf(slide.sha256)
  const came = image.decode().then(
    () => true,
    () => false,
  )
  return Promise.race([came, pause(LOAD_MS).then(() => false)])
}
