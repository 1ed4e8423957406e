import { hubCapability } from '../core/capability.ts'
import type { Stop } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import { decideReport } from './decide.ts'
import { reportRoutes } from './routes.ts'
import { ReportRunner } from './runner.ts'
import { emptyReports, evolveReports } from './state.ts'
import { reportMigrations } from './store.ts'

/** Reports (报表): tables of figures as files, once or each time a day, week or month is over. */
export const report = hubCapability({
  name: 'report',
  empty: emptyReports,
  evolve: evolveReports,
  deciders: decideReport,
  migrations: reportMigrations,
  routes: reportRoutes,
  start(ports: ConsolePorts): Stop {
    const runner = new ReportRunner(ports).start()
    return () => runner.stop()
  },
})
