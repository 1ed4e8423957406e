// The pages of the console: one line each.
import type { ConsolePage } from './define.ts'
import { alertPage } from './alert/page.ts'
import { alertsPage } from './alerts/page.ts'
import { overviewPage } from './overview/page.ts'
import { ownAccountPage } from './own-account/page.ts'

export const pages: readonly ConsolePage[] = [overviewPage, alertsPage, alertPage, ownAccountPage]
