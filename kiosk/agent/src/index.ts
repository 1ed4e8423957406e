export { Agent } from './agent.ts'
export type { AgentOptions } from './options.ts'
export type { ScreenListener, ScreenPort } from './screen/port.ts'
export { startAgent } from './start-agent.ts'
