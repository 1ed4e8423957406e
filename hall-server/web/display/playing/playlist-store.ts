import { DisplayPlaylist } from '@service-hall/contract'
import type { Slide } from '@service-hall/contract'
import { Player, loadSlide, request } from '@service-hall/ui'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** How often the hall is asked what is to be shown, ms. */
const ASK_MS = 30_000

export const imageAddress = (sha256: string): string => `/api/media/${sha256}`

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What the region has this display show beside its calls; `slide` null: nothing, it shows its calls alone. */
export const usePlaylist = defineStore('playlist', () => {
  const slide = shallowRef<Slide | null>(null)
  const player = new Player({
    load: (next) => loadSlide(next, imageAddress),
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    show: (next) => void (slide.value = next),
  })

  /** Asks the hall from now on. Without an answer what was to be shown still is. */
  async function follow(): Promise<void> {
    for (;;) {
      const answer = await request('GET', '/api/playlist')
      const playlist = answer.ok ? DisplayPlaylist.safeParse(answer.value).data : undefined
      if (playlist) player.play(playlist.slides)
      await pause(ASK_MS)
    }
  }

  return { slide, follow }
})
