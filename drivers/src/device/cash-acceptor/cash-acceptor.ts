import type { LinkConfig } from '../../link/config.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { CASH_PROFILES } from './cash-profiles.ts'
import type { CashProfile, WireOptions } from './cash-profiles.ts'
import type { CashAcceptor, CashMemory, CashRecord } from './cash-words.ts'
import { LineCashAcceptor } from './line-cash-acceptor.ts'

/** Times of an acceptor, ms. */
export type CashTiming = {
  /** Between two polls. */
  pollMs: number
  /** For one answer. */
  answerMs: number
  /** A note nobody decided about goes back after this long. */
  escrowMs: number
}

/** Which acceptor, on which line, and where what it did is kept. */
export type CashAcceptorConfig = WireOptions & {
  id: string
  profile: CashProfile
  link: LinkConfig
  timing?: Partial<CashTiming>
  /** The memory of the last record, so that a restart neither doubles nor loses a credit. */
  resumeFrom?: CashMemory
  /**
   * Keeps a step, memory and events together, for ever. The acceptor hears of nothing, and no listener of the events,
   * before this resolves; when it rejects, the line is dropped and everything is read again. Without it the memory
   * lives as long as this device.
   */
  record?: (step: CashRecord) => void | Promise<void>
}

/** Makes a cash acceptor; `start()` begins to keep it alive. It takes nothing before `enable()`. */
export function createCashAcceptor(
  config: CashAcceptorConfig,
  surroundings: DeviceSurroundings = {},
): CashAcceptor {
  switch (config.profile) {
    case 'id003':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.id003)
    case 'ssp':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.ssp)
    case 'ccnet':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.ccnet)
    case 'cctalkBill':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.cctalkBill)
    case 'cctalkCoin':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.cctalkCoin)
  }
}
