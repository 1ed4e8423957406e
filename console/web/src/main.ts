import '@service-hall/ui/without-eval'
import { createTexts, sayActive } from '@service-hall/ui'
import '@service-hall/ui/tokens.css'
import '@service-hall/ui/tokens-dark.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { consoleRouter } from './app/router.ts'
import { shellTexts } from './app/texts.ts'
import { useSession } from './access/session-store.ts'
import { useLive } from './live/live-store.ts'
import { useOrganisation } from './organisation/organisation-store.ts'
import { pages } from './pages/index.ts'
import { severityTexts } from './severity/texts.ts'
import { followScheme } from './shared/scheme.ts'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/console.css'

followScheme()
const pinia = createPinia()
const texts = createTexts(shellTexts, severityTexts, ...pages.map((page) => page.texts))
createApp(App).use(pinia).use(texts).use(consoleRouter()).mount('#app')
void useSession(pinia).load()
void useOrganisation(pinia).load()
useLive(pinia).connect()
sayActive()
