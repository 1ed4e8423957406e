// What passes between the kiosk's shell and the agent that it hosts, beside the screen's own messages.

/** Shell → agent: a screen to talk to comes as a port; or the shell ends. */
export type ShellToAgent = { type: 'screen' } | { type: 'stop' }

/** Agent → shell: it is up; or a technician leaves the kiosk program. */
export type AgentToShell = { type: 'ready' } | { type: 'exitKiosk' }

/** Exit code of an agent that a technician restarts: its shell starts it again at once. */
export const AGENT_RESTART_CODE = 75

/** File in a station's data folder that holds the last `KioskView` at rest, for the shell to show before the agent is up. */
export const LAST_VIEW_FILE = 'last-view.json'
