import { mountPage } from '../shared/page.ts'
import CounterPage from './CounterPage.vue'
import { counterMessages } from './messages.ts'

mountPage(CounterPage, counterMessages, { live: true })
