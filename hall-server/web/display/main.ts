import { mountPage } from '../shared/page.ts'
import './display.css'
import DisplayPage from './DisplayPage.vue'
import { usePlaylist } from './playing/playlist-store.ts'
import { displayTexts } from './texts.ts'

mountPage(DisplayPage, displayTexts, { live: true })
void usePlaylist().follow()
