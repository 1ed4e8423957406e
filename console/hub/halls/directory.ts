import type { HallId } from '@service-hall/contract'

/** Whether a hall may report: approved once with this key, or waiting for somebody to compare its key. */
export type Standing = 'admitted' | 'waiting' | 'revoked' | 'crowded'

/** Which halls report here. */
export type HallDirectory = {
  /** How a hall with this key stands; one that is new begins to wait. `from`: the address it comes from. */
  standing(hallId: HallId, hallKey: string, from: string): Standing | Promise<Standing>
}
