import { mountPage } from '../shared/page.ts'
import CounterPage from './CounterPage.vue'
import { counterTexts } from './texts.ts'

mountPage(CounterPage, counterTexts, { live: true })
