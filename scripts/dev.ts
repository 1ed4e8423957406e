// The demo hall from its sources: pages reload, servers, agents and simulators start again as they are edited.
import { demoMain } from './lib/demo-main.ts'

await demoMain({ dev: true })
