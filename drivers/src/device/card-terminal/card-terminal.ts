import type { LinkConfig } from '../../link/config.ts'
import type { Device, Outcome } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CardData } from './card-data.ts'
import { OwnCardTerminal } from './own-terminal.ts'
import type { TerminalState } from './terminal-messages.ts'

/** Which terminal, on which line. */
export type CardTerminalConfig = { id: string; profile: 'own'; link: LinkConfig }

export type TerminalLanguage = 'zh' | 'en'

/** What a customer is to pay by card. */
export type CardReading = {
  /** The caller's own name of it; events carry it. Used once. */
  requestId: string
  /** Shown by the terminal itself, so that nobody pays another amount than they see; 1…999,999,999,999. */
  fen: number
  /** For the whole reading, the PIN included; 1 s … 18 h, told to the terminal in whole seconds. */
  timeoutMs: number
  language?: TerminalLanguage
  /** Contactless payments up to so many fen go without a PIN (小额免密); default 0: none. */
  pinFreeFen?: number
}

/** How a reading goes on. Never anything of the card, of the PIN only how many digits it has so far. */
export type CardTerminalEvent =
  | { type: 'cardPresented'; requestId: string; how: 'inserted' | 'swiped' | 'tapped' }
  /** The keypad asks for the PIN (0), or has so many digits. */
  | { type: 'pinDigits'; requestId: string; count: number }
  | { type: 'pinEntered'; requestId: string }
  /** An inserted card is out of the slot again, also after the reading is over. */
  | { type: 'cardRemoved'; requestId: string }

/** What became of a reading. Nothing has been paid by any of them. */
export type CardRead =
  /** Given to the caller only: it is in no event, status or error. */
  | { outcome: 'read'; card: CardData }
  /** By the customer's key, or by `cancel`, another `read` or the end of this program. */
  | { outcome: 'canceled'; by: 'customer' | 'host' }
  | { outcome: 'timeOut' }
  /** The card was pulled out before it was read. */
  | { outcome: 'cardRemoved' }
  | { outcome: 'failed'; error: DeviceError }

/** What the terminal can be told to show besides an amount. */
export type TerminalScreen = 'idle' | 'approved' | 'declined' | 'takeCard'

/** Working keys: of PIN blocks (TPK), of track 2 (TDK). */
export type TerminalKey = 'pin' | 'track'

/**
 * A bank card terminal (银行卡终端): card reader and PIN keypad in one tamper-responsive module that enciphers by itself.
 * This side sees ciphertext and a masked number, never a card number, a PIN or a key in the clear.
 */
export type CardTerminal = Device<CardTerminalEvent> & {
  readonly kind: 'cardTerminal'
  /** What it said of itself last; null: nothing yet on this line. */
  readonly state: TerminalState | null
  /**
   * Shows the amount and reads one card. Resolves within `timeoutMs` and a few seconds, whatever happens, and ends an
   * earlier reading. What a card gave for another reading is never given to this one.
   */
  read: (reading: CardReading) => Promise<CardRead>
  /**
   * Ends the reading at once, as `canceled`, whatever the line does: what comes for it afterwards is thrown away. The
   * outcome says whether the terminal's screen followed; one that is not there is told when it is back.
   */
  cancel: (requestId: string) => Promise<Outcome>
  /** Shows how it went; `idle` clears. Not while a reading is open. */
  show: (screen: TerminalScreen, language?: TerminalLanguage) => Promise<Outcome>
  /**
   * Puts a working key of 16 bytes into the module, enciphered under its master key (3DES, ECB), as an acquirer gives it
   * at sign-in; `checkValue`: the first 4 bytes of eight zero bytes enciphered under the key. Both hexadecimal.
   * `invalidData`: the check value does not fit, or the terminal's own of it is another; the earlier key stays, and the
   * terminal is out of order until a key was taken.
   */
  loadKey: (key: TerminalKey, cipher: string, checkValue: string) => Promise<Outcome>
}

export type { CardData } from './card-data.ts'
export type { TerminalState } from './terminal-messages.ts'

/** Makes a card terminal; `start()` begins to keep it alive. */
export function createCardTerminal(
  config: CardTerminalConfig,
  surroundings: DeviceSurroundings = {},
): CardTerminal {
  return new OwnCardTerminal(config, surroundings)
}
