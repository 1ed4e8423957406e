import { mountPage } from '../shared/page.ts'
import SignInPage from './SignInPage.vue'
import { signInMessages } from './messages.ts'

mountPage(SignInPage, signInMessages, { live: false })
