// The demo hall from its sources: pages reload, servers, agents and simulators start again as they are edited.
import { demoMain } from './main.ts'

await demoMain({ dev: true })
