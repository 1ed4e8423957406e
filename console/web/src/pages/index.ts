// The pages of the console: one line each.
import type { ConsolePage } from './define.ts'
import { accountsPage } from './accounts/page.ts'
import { alertPage } from './alert/page.ts'
import { alertRulesPage } from './alert-rules/page.ts'
import { alertsPage } from './alerts/page.ts'
import { assetPage } from './asset/page.ts'
import { appraisalPage } from './appraisal/page.ts'
import { auditPage } from './audit/page.ts'
import { comparePage } from './compare/page.ts'
import { directivesPage } from './directives/page.ts'
import { driftPage } from './drift/page.ts'
import { hallCounterPage } from './hall-counter/page.ts'
import { hallFactsPage } from './hall-facts/page.ts'
import { hallMachinePage } from './hall-machine/page.ts'
import { hallReplayPage } from './hall-replay/page.ts'
import { hallStaffPage } from './hall-staff/page.ts'
import { hallPage } from './hall/page.ts'
import { ledgerPage } from './ledger/page.ts'
import { organisationPage } from './organisation/page.ts'
import { machineSettingsPage } from './machine-settings/page.ts'
import { maintenancePage } from './maintenance/page.ts'
import { noticesPage } from './notices/page.ts'
import { overviewPage } from './overview/page.ts'
import { ownAccountPage } from './own-account/page.ts'
import { paymentPointsPage } from './payment-points/page.ts'
import { pastAlertsPage } from './past-alerts/page.ts'
import { playbooksPage } from './playbooks/page.ts'
import { profilesPage } from './profiles/page.ts'
import { peoplePage } from './people/page.ts'
import { ownRosterPage } from './own-roster/page.ts'
import { planningPage } from './planning/page.ts'
import { reportsPage } from './reports/page.ts'
import { requestsPage } from './requests/page.ts'
import { repairsPage } from './repairs/page.ts'
import { rosterPage } from './roster/page.ts'
import { softwarePage } from './software/page.ts'
import { takingsPage } from './takings/page.ts'

export const pages: readonly ConsolePage[] = [
  overviewPage,
  hallPage,
  hallReplayPage,
  hallFactsPage,
  hallCounterPage,
  hallStaffPage,
  hallMachinePage,
  comparePage,
  alertsPage,
  alertPage,
  pastAlertsPage,
  organisationPage,
  profilesPage,
  paymentPointsPage,
  accountsPage,
  auditPage,
  ownAccountPage,
  peoplePage,
  rosterPage,
  planningPage,
  ownRosterPage,
  requestsPage,
  reportsPage,
  alertRulesPage,
  playbooksPage,
  maintenancePage,
  noticesPage,
  ledgerPage,
  assetPage,
  repairsPage,
  directivesPage,
  driftPage,
  machineSettingsPage,
  softwarePage,
  appraisalPage,
  takingsPage,
]
