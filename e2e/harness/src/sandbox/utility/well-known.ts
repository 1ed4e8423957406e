import type { SeededAccount } from './accounts.ts'

const RESIDENT = {
  kind: 'resident',
  mode: 'postpaid',
  isClosed: false,
  cardSerial: null,
  cardCount: 0,
  balanceFen: 0,
  baseMilliKwh: 140_000,
} as const

/**
 * Accounts for demos and tests by name; their numbers are in README.md. The card of `meterCard` is the one that the
 * simulated card readers hold: meter 990000000017, chip 9900000000000001, count 7.
 */
const KNOWN = {
  threeBills: { ...RESIDENT, maskedName: '王**', grade: 'B', unpaid: [0, 1, 2] },
  nothingOwed: { ...RESIDENT, maskedName: '李*', grade: 'A', unpaid: [], balanceFen: 2_350 },
  oneBill: { ...RESIDENT, maskedName: '张**', grade: 'A', unpaid: [0] },
  prepaid: { ...RESIDENT, maskedName: '刘*', mode: 'prepaid', grade: 'B', unpaid: [], balanceFen: 4_612 },
  prepaidOwing: {
    ...RESIDENT,
    maskedName: '陈**',
    mode: 'prepaid',
    grade: 'C',
    unpaid: [],
    balanceFen: -3_175,
  },
  meterCard: {
    ...RESIDENT,
    maskedName: '杨*',
    mode: 'meterCard',
    grade: 'B',
    unpaid: [],
    meterNo: '990000000017',
    cardSerial: '9900000000000001',
    cardCount: 7,
  },
  gradeD: { ...RESIDENT, maskedName: '赵**', grade: 'D', unpaid: [0, 1] },
  penalty: { ...RESIDENT, maskedName: '黄*', grade: 'C', unpaid: [3] },
  closed: { ...RESIDENT, maskedName: '周**', grade: 'B', unpaid: [], isClosed: true },
  business: {
    ...RESIDENT,
    kind: 'business',
    maskedName: '吴氏****有限公司',
    grade: 'B',
    unpaid: [0, 1],
    baseMilliKwh: 5_200_000,
  },
  peakValley: { ...RESIDENT, kind: 'residentPeakValley', maskedName: '徐*', grade: 'A', unpaid: [0] },
} as const satisfies Record<string, Partial<SeededAccount>>

export type WellKnownName = keyof typeof KNOWN
/** The first accounts, in this order. */
export const WELL_KNOWN = Object.keys(KNOWN) as WellKnownName[]

/** What is set of an account by its serial, from 1. */
export function wellKnown(serial: number): Partial<SeededAccount> {
  const name = WELL_KNOWN[serial - 1]
  return name === undefined ? {} : KNOWN[name]
}
