import { parseWithoutEval } from '@service-hall/contract'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import type { Component } from 'vue'
import { useHallStore } from './hall-store.ts'
import { createHallI18n } from './i18n.ts'
import type { Messages } from './i18n.ts'
import { applyTheme } from './theme.ts'
import './tokens.css'

/** Mounts a page with its texts at `#app`; a `live` page follows the hall and wears its theme. */
export function mountPage(root: Component, messages: Messages, options: { live: boolean }): void {
  parseWithoutEval()
  const pinia = createPinia()
  createApp(root).use(pinia).use(createHallI18n(messages)).mount('#app')
  if (!options.live) return
  const hall = useHallStore(pinia)
  watch(
    () => hall.view.config?.theme,
    (theme) => theme && applyTheme(theme),
  )
  hall.connect()
}
