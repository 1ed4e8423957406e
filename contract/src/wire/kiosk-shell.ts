// What passes between the kiosk's shell and the agent that it hosts, beside the screen's own messages.

/** A picture of the kiosk's window at rest, JPEG; or why there is none: somebody is at the screen, or it could not be made. */
export type Capture = { is: 'picture'; jpeg: Uint8Array } | { is: 'inUse' } | { is: 'failed'; reason: string }

/** Shell → agent: a screen to talk to comes as a port; the shell ends; what came of a `capture`. */
export type ShellToAgent =
  { type: 'screen' } | { type: 'stop' } | { type: 'captured'; number: number; capture: Capture }

/** Agent → shell: it is up; a technician leaves the kiosk program; another release was installed; the window is to be captured. */
export type AgentToShell =
  { type: 'ready' } | { type: 'exitKiosk' } | { type: 'relaunch' } | { type: 'capture'; number: number }

/** Exit code of an agent that a technician restarts: its shell starts it again at once. */
export const AGENT_RESTART_CODE = 75

/** File in a station's data folder that holds the last `KioskView` at rest, for the shell to show before the agent is up. */
export const LAST_VIEW_FILE = 'last-view.json'

/** Folder in a station's data folder that holds the images of its playlist, each under its SHA-256. */
export const IMAGES_FOLDER = 'images'

/** Where a kiosk's page finds an image of its playlist; whoever serves the page has it there. */
export const kioskImagePath = (sha256: string): string => `/media/${sha256}`

/** The SHA-256 that such a path names; null: it names none. */
export function kioskImageOf(path: string): string | null {
  return /^\/media\/([0-9a-f]{64})$/.exec(path)?.[1] ?? null
}
