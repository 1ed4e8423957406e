// The pages of the console: one line each.
import { accountsPage } from './accounts/page.ts'
import { alertPage } from './alert/page.ts'
import { alertsPage } from './alerts/page.ts'
import { auditPage } from './audit/page.ts'
import type { ConsolePage } from './define.ts'
import { organisationPage } from './organisation/page.ts'
import { overviewPage } from './overview/page.ts'
import { ownAccountPage } from './own-account/page.ts'
import { profilesPage } from './profiles/page.ts'

export const pages: readonly ConsolePage[] = [
  overviewPage,
  alertsPage,
  alertPage,
  organisationPage,
  profilesPage,
  accountsPage,
  auditPage,
  ownAccountPage,
]
