import type { LinkConfig } from '../../link/config.ts'
import type { Outcome, Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { Jtt905RatingPad } from './jtt905-pad.ts'
import { KeypadRatingPad } from './keypad-pad.ts'
import { OwnRatingPad } from './own-pad.ts'
import type { PadStaff } from './pad-messages.ts'
import type { RatingLevel } from './rating-level.ts'

export type { RatingLevel } from './rating-level.ts'

/** What became of an invitation, by its sequence. */
export type RatingPadEvent =
  | { type: 'rated'; sequence: number; level: RatingLevel }
  /** A key for an invitation that is over. Never a rating; `known` is false when the invitation was not ours. */
  | { type: 'lateKey'; sequence: number; level: RatingLevel; known: boolean }
  | { type: 'timedOut'; sequence: number }
  /** Another invitation, the pad itself, or the end of this program closed it. */
  | { type: 'cancelled'; sequence: number }

/** An invitation to rate. `sequence` is unlike that of any of the last 65,535 invitations on this pad. */
export type Invitation = {
  sequence: number
  staffName: string
  staffNumber: string
  stars?: number
  timeoutMs: number
  voice?: boolean
}

/** Our own frame (`frame/rating-pad.ts`), which names the invitation in every key. */
export type OwnPadConfig = { id: string; profile: 'own'; link: LinkConfig }

/** Keys on a serial line, one byte for each press, without a screen or a question. */
export type KeypadConfig = {
  id: string
  profile: 'keypad'
  link: LinkConfig
  /** The level each byte stands for, by its number: `{ '0x31': 5, '0x32': 4 }` or `{ 49: 5 }`. */
  keys: Readonly<Record<string, RatingLevel>>
  /** How long after an invitation a press is still taken for one meant before; default 800 ms. */
  guardMs?: number
}

/** A service evaluator of JT/T 905-2014 (`frame/jtt905.ts`). */
export type Jtt905PadConfig = {
  id: string
  profile: 'jtt905'
  link: LinkConfig
  /** Maker's number in the frames we send; default 0. */
  maker?: number
  /** The level each option of the standard stands for; default 1 满意 → 4, 2 一般 → 3, 3 不满意 → 2, 4 投诉 → 1. */
  levels?: Readonly<Record<number, RatingLevel>>
}

/** Which rating pad, on which line. */
export type RatingPadConfig = OwnPadConfig | KeypadConfig | Jtt905PadConfig

/** A pad on which customers rate how they were served. */
export type RatingPad = Device<RatingPadEvent> & {
  readonly kind: 'ratingPad'
  /**
   * Shows who is served and asks for a rating, as far as the pad can; resolves when the pad has taken it. Ends an
   * earlier invitation: a key meant for that one is never credited to this one.
   */
  invite(invitation: Invitation): Promise<Outcome>
  /** Ends the invitation if it is still open. No event follows. */
  cancel(sequence: number): Promise<Outcome>
  /** Shows a member of staff without asking anything; `unsupported` on a pad that shows nothing. */
  welcome(staff: PadStaff): Promise<Outcome>
}

/** Makes a rating pad; `start()` begins to keep it alive. */
export function createRatingPad(config: RatingPadConfig, surroundings: DeviceSurroundings = {}): RatingPad {
  switch (config.profile) {
    case 'own':
      return new OwnRatingPad(config, surroundings)
    case 'keypad':
      return new KeypadRatingPad(config, surroundings)
    case 'jtt905':
      return new Jtt905RatingPad(config, surroundings)
  }
}
