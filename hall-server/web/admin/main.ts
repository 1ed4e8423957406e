import { mountPage } from '../shared/page.ts'
import AdminPage from './AdminPage.vue'
import { adminMessages } from './messages.ts'

mountPage(AdminPage, adminMessages, { live: true })
