import { mountPage } from '../shared/page.ts'
import './display.css'
import DisplayPage from './DisplayPage.vue'
import { displayTexts } from './texts.ts'

mountPage(DisplayPage, displayTexts, { live: true })
