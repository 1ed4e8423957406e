import type { KioskView, ScreenIntent } from '@service-hall/contract'

/** The screen as the agent sees it, whatever carries the messages. */
export type ScreenPort = {
  /** Sends the whole view to every screen that looks. */
  show(view: KioskView): void
  close(): Promise<void>
}

/** What a screen port tells the agent. */
export type ScreenListener = {
  /** A screen begins to look: it needs the view. */
  opened: () => void
  /** Checked by the contract already. */
  intent: (intent: ScreenIntent) => void
  /** A screen sent something that is no intent. */
  malformed: () => void
}
