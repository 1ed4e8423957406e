import { defineKind, namesOf } from '../common/define-kind.ts'
import { having, oneOf, positive, someOf, whole } from '../common/field.ts'
import { createCashAcceptor } from './cash-acceptor.ts'
import type { CashBoxSize, CashTiming } from './cash-acceptor.ts'
import { CASH_PROFILES } from './cash-profiles.ts'

/** 收钞器: acceptors of notes and coins. */
export const cashAcceptor = defineKind({
  create: createCashAcceptor,
  profiles: namesOf(CASH_PROFILES),
  fields: {
    address: whole(0, 255),
    check: { ...oneOf('sum8', 'crc16'), profiles: ['cctalkBill', 'cctalkCoin'] },
    timing: someOf<CashTiming>({
      pollMs: positive,
      answerMs: positive,
      escrowMs: positive,
      orderMs: positive,
      resetMs: positive,
    }),
    box: having('capacity', someOf<CashBoxSize>({ capacity: positive, nearFull: positive })),
    resumeFrom: 'byProgramOnly',
    record: 'byProgramOnly',
  },
  bus: { cctalkBill: { name: 'cctalk', address: 40 }, cctalkCoin: { name: 'cctalk', address: 2 } },
  operations: {
    reset: { run: (acceptor) => acceptor.reset() },
    boxEmptied: {
      run: async (acceptor) => {
        const emptied = await acceptor.boxEmptied(acceptor.box.boxId)
        return emptied.ok ? { ok: true } : emptied
      },
    },
  },
  simulators: {
    id003: 'cash-acceptor',
    ssp: 'cash-acceptor',
    ccnet: 'cash-acceptor',
    cctalkBill: 'cash-acceptor',
    cctalkCoin: 'cash-acceptor',
  },
  errors: ['cashBoxFull', 'cashBoxOpen', 'cashJammed'],
})
