import { createTextsIn } from '@service-hall/ui'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import type { App as VueApp } from 'vue'
import App from './App.vue'
import { ENVIRONMENT } from './environment.ts'
import type { Environment } from './environment.ts'
import { kioskTexts } from './i18n/kiosk-texts.ts'
import { vPress } from './touch/touch.ts'
import './styles/base.css'

/** The whole screen, to be mounted. */
export function createScreen(environment: Environment): VueApp {
  return createApp(App)
    .provide(ENVIRONMENT, environment)
    .use(createPinia())
    .use(createTextsIn('zh-CN', ...kioskTexts))
    .directive('press', vPress)
}
