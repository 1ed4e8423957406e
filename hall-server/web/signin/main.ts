import { mountPage } from '../shared/page.ts'
import SignInPage from './SignInPage.vue'
import { signInTexts } from './texts.ts'

mountPage(SignInPage, signInTexts, { live: false })
