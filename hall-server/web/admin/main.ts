import { mountPage } from '../shared/page.ts'
import AdminPage from './AdminPage.vue'
import { adminTexts } from './texts.ts'

mountPage(AdminPage, adminTexts, { live: true })
