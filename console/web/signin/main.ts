import '@service-hall/ui/without-eval'
import { createTexts } from '@service-hall/ui'
import '@service-hall/ui/tokens.css'
import '@service-hall/ui/tokens-dark.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { followScheme } from '../src/shared/scheme.ts'
import SignInPage from './SignInPage.vue'
import { signInTexts } from './texts.ts'

followScheme()
createApp(SignInPage).use(createPinia()).use(createTexts(signInTexts)).mount('#app')
