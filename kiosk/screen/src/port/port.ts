import type { ScreenIntent, ScreenMessage } from '@service-hall/contract'

/** The screen's line to its agent, whatever carries it. Messages have been checked. */
export type AgentPort = {
  /** Sends an intent; dropped while the agent is away. */
  send(intent: ScreenIntent): void
}

export type PortListener = {
  onMessage(message: ScreenMessage): void
  /** Whether the line stands. Electron's cannot tell, and counts as standing. */
  onPresence(present: boolean): void
}
