import { join } from 'node:path'
import { LAST_VIEW_FILE } from '@service-hall/contract'
import type { Capture, DirectiveKind, StationKind } from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import type { MachineControl } from './directive/machine-control.ts'
import type { ScreenListener, ScreenPort } from './screen/port.ts'

/** What one agent is told at its start. */
export type AgentOptions = {
  /** Expected id of this station; the enrolment decides. */
  station: string
  kind: Exclude<StationKind, 'display'>
  /** Address of the hall server, `http://host:port`. */
  hall: string
  /** Folder of this station's own data; made when missing. */
  data: string
  /** Enrolment code approved beforehand. */
  enrolCode?: string | undefined
  clock: Clock
  log: Log
  /** Ten random bytes for an id. */
  randomBytes: () => Uint8Array
  random: () => number
  /** Opens the way to the screen; null for a station without one. */
  openScreen: ((listener: ScreenListener) => Promise<ScreenPort>) | null
  /** Kinds of directives of the region that this machine carries out. Default: `ALLOWED`. */
  allows?: readonly DirectiveKind[]
  /** Default: none. */
  machine?: MachineControl | null
  /** Public keys (Ed25519) of whoever makes releases that this machine takes. Default: none. */
  trusted?: readonly string[]
  /** The release of this program. Default: `RELEASE`. */
  release?: string
  /** Takes a picture of the screen at rest; null: there is no shell that could. Default: none. */
  capture?: (() => Promise<Capture>) | null
  /** The program's own log as it is kept on the disk. Default: none is. */
  recentLog?: { read(): Promise<string> } | null
  /** A technician asked for it on the unlocked maintenance page. */
  onRestart: () => void
  /** Another release was installed: the program ends, so that the new one starts. Default: `onRestart`. */
  onInstalled?: () => void
  onExitKiosk: () => void
}

/** The files of a station in its data folder. */
export const memoryFile = (data: string): string => join(data, 'agent.sqlite')
/** The screen's last view, for a shell that shows it before the agent is up. */
export const lastViewFile = (data: string): string => join(data, LAST_VIEW_FILE)

/** What a machine lets the region do when nobody said otherwise: what touches this program alone, and shows no customer. */
export const ALLOWED: readonly DirectiveKind[] = [
  ...(['restartApp', 'screenshot', 'logs', 'configure', 'resetDevice'] as const),
]
