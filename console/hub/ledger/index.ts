import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import { decideLedger } from './decide.ts'
import { ledgerRoutes } from './routes.ts'
import { emptyLedger, evolveLedger } from './state.ts'
import { watchDown } from './watch.ts'

/** The ledger of devices (设备台账) with repair orders. */
export const ledger = hubCapability({
  name: 'ledger',
  empty: emptyLedger,
  evolve: evolveLedger,
  deciders: decideLedger,
  routes: ledgerRoutes,
  start: (ports: ConsolePorts) => watchDown(ports),
})
