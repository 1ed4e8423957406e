import { createTexts } from '@service-hall/ui'
import type { ShowState } from '@service-hall/ui/gallery'
import '@service-hall/ui/tokens.css'
import '@service-hall/ui/tokens-dark.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import SignInPage from '../signin/SignInPage.vue'
import { signInTexts } from '../signin/texts.ts'
import { followScheme, useScheme } from '../src/shared/scheme.ts'
import { answering, press, settled, type } from './show.ts'

function signIn(after: () => Promise<void> = settled, scheme: 'light' | 'dark' = 'light'): ShowState {
  return async ({ language }) => {
    followScheme()
    useScheme().value = scheme
    const texts = createTexts(signInTexts)
    texts.global.locale.value = language === 'zh' ? 'zh-CN' : 'en'
    createApp(SignInPage).use(createPinia()).use(texts).mount('#app')
    await settled()
    await after()
  }
}
const refusing = (code: string, detail?: string) => async (): Promise<void> => {
  answering({ 'POST /api/session': { status: 401, body: { ok: false, code, detail } } })
  await type('[name=name]', 'S1001')
  await type('[name=password]', 'made-up')
  await press('button[type=submit]')
}

export const signInStates = {
  empty: signIn(),
  dark: signIn(settled, 'dark'),
  wrong: signIn(refusing('account.wrongPassword')),
  locked: signIn(refusing('access.locked', String(Date.parse('2026-01-05T10:15:00+08:00')))),
  first: signIn(refusing('password.first')),
  code: signIn(refusing('account.codeNeeded')),
  unreachable: signIn(async () => {
    answering({})
    await type('[name=name]', 'S1001')
    await type('[name=password]', 'made-up')
    await press('button[type=submit]')
  }),
}
