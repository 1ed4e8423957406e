import type {
  Answer,
  BillingAsked,
  BillingSaid,
  Capture,
  Command,
  CommandId,
  DirectiveKind,
  FileAnswer,
  FilePiece,
  PackageAnswer,
  PinVerdict,
  StationPackageAsked,
} from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import type { AgentMemory, AgentFact } from './capabilities.ts'
import type { MachineControl } from './directive/machine-control.ts'
import type { AtScreen } from './customer/at-screen.ts'
import type { HeardSurroundings } from './guidance/heard-surroundings.ts'
import type { HeldIdentities } from './outbox/held-identities.ts'
import type { StationDevices } from './devices/station-devices.ts'
import type { DescriptionStore } from './hall/description.ts'
import type { LetterPictures } from './letters/letter-pictures.ts'
import type { PlaylistImages } from './playlist/playlist-images.ts'
import type { HallMirror } from './hall/mirror.ts'
import type { LinkState } from './hall/link.ts'

/** The way to the hall. `send` rejects when no answer came: send the same command under the same id again. */
export type Sender = { readonly isOnline: boolean; send: (command: Command) => Promise<Answer> }
/** Takes a piece of a file. Rejects when no answer came. */
export type FileReceiver = { sendPiece: (piece: FilePiece) => Promise<FileAnswer> }
/** Asks for a piece of a package. Rejects when no answer came. */
export type PackageGiver = { askPackage: (asked: StationPackageAsked) => Promise<PackageAnswer> }
/** Asks the hall about accounts, bills and orders; `away` when nothing came. */
export type BillingAsker = {
  askBilling: <Asked extends BillingAsked>(asked: Asked) => Promise<BillingSaid<Asked['ask']>>
}
/** What the hall says of a PIN; null: nothing. */
export type PinChecker = { checkPin: (pin: string) => Promise<PinVerdict | null> }

/** All that capabilities reach the world by. */
export type Ports = {
  /** Expected id of this station; the hall decides. */
  station: string
  /** Folder of this station's own data. */
  data: string
  clock: Clock
  log: Log
  /** 0 ≤ x < 1 */
  random: () => number
  newId: () => CommandId
  memory: AgentMemory
  hall: HallMirror
  descriptions: DescriptionStore
  link: Sender & BillingAsker & PinChecker & FileReceiver & PackageGiver & { readonly state: LinkState }
  devices: StationDevices
  /** Letters that the printer lacks, as the screen drew them. */
  letters: LetterPictures
  /** Images of what is played while nobody is here. */
  playlistImages: PlaylistImages
  /** What is near by; in memory only. */
  surroundings: HeardSurroundings
  /** Who stands at the kiosk, as far as a card said so; in memory only. */
  identities: HeldIdentities
  /** Whether somebody stands at the screen; in memory only. */
  atScreen: AtScreen
  /** What capabilities make of an answer to a command of theirs. */
  followUp: (command: Command, answer: Answer) => AgentFact[]
  /** What the screen shows may have changed. */
  refresh: () => void
  /** Kinds of directives of the region that this machine carries out, by its own settings. */
  allows: readonly DirectiveKind[]
  /** Null: of a system that nothing is known of. */
  machine: MachineControl | null
  /** Public keys of whoever makes releases that this machine takes. */
  trusted: readonly string[]
  /** The release of this program. */
  release: string
  /** Null: there is no shell that could take a picture of the screen. */
  capture: (() => Promise<Capture>) | null
  /** Null: the log is not kept. */
  recentLog: { read(): Promise<string> } | null
  onRestart: () => void
  onInstalled: () => void
  onExitKiosk: () => void
}
