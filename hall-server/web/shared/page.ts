import '@service-hall/ui/without-eval'
import { applyTheme, createTexts, guardKeys, sayActive } from '@service-hall/ui'
import type { Texts } from '@service-hall/ui'
import { useHallStore } from '@service-hall/ui/hall'
import '@service-hall/ui/tokens.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import type { Component } from 'vue'
import { hallTexts } from './texts.ts'

/** Mounts a page with its texts at `#app`; a `live` page follows the hall and wears its theme. */
export function mountPage(root: Component, texts: Texts, options: { live: boolean }): void {
  guardKeys()
  const pinia = createPinia()
  createApp(root).use(pinia).use(createTexts(hallTexts, texts)).mount('#app')
  if (!options.live) return
  const hall = useHallStore(pinia)
  watch(
    () => hall.view.config?.theme,
    (theme) => theme && applyTheme(theme),
  )
  hall.connect()
  sayActive()
}
