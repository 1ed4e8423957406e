import './without-eval.ts'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n/i18n.ts'
import { vPress } from './touch/touch.ts'

createApp(App).use(createPinia()).use(i18n).directive('press', vPress).mount('#app')
