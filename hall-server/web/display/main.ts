import { mountPage } from '../shared/page.ts'
import './display.css'
import DisplayPage from './DisplayPage.vue'
import { messages } from './messages.ts'

mountPage(DisplayPage, messages, { live: true })
