import { barcodeOf } from './identity.ts'
import type { Mode, SeededAccount } from './accounts.ts'
import type { Utility } from './utility.ts'
import type { UtilityServer } from './utility-server.ts'
import { WELL_KNOWN } from './well-known.ts'

export type AccountsWanted = {
  mode?: Mode
  /** Whether something is owed. */
  owing?: boolean
  grade?: SeededAccount['grade']
  closed?: boolean
  /** Most that are told; 20 if left out. */
  limit?: number
}
/** An account as tests and the demo see it: with what finds it, and what nobody is to see on a kiosk. */
export type AccountTold = Pick<
  SeededAccount,
  'accountNo' | 'idNumber' | 'meterNo' | 'cardSerial' | 'mode' | 'kind' | 'grade' | 'isClosed'
> & {
  name: string | null
  cardCount: number
  balanceFen: number
  owedFen: number
  bills: { billId: string; dueFen: number; barcode: string }[]
}

/** What a test may have the utility do or tell. */
export function controlActions(utility: Utility, server: UtilityServer) {
  const { register, time, writeOffs, sales } = utility
  const told = (one: SeededAccount): AccountTold => tell(utility, one)
  return {
    accounts: ({ mode, owing, grade, closed = false, limit = 20 }: AccountsWanted = {}): AccountTold[] => {
      const found: AccountTold[] = []
      for (const one of register.all) {
        if (found.length >= limit) break
        if (one.isClosed !== closed || (mode && one.mode !== mode) || (grade && one.grade !== grade)) continue
        if (owing === undefined || register.owedFen(one, time.today()) > 0 === owing) found.push(told(one))
      }
      return found
    },
    wellKnown: (): Record<string, AccountTold> =>
      Object.fromEntries(
        register.all.slice(0, WELL_KNOWN.length).map((one, at) => [WELL_KNOWN[at] ?? '', told(one)]),
      ),
    account: ({ accountNo }: { accountNo: string }): AccountTold | null => {
      const one = register.all.find((each) => each.accountNo === accountNo)
      return one ? told(one) : null
    },
    writeOffs: () => [...writeOffs.records.values()],
    /** Invoices by the key that they were asked for with. */
    invoices: () => [...utility.invoices.byKey].map(([key, invoice]) => ({ key, ...invoice })),
    sales: () => [...sales.sales.values()],
    /** Cut-over now; answers the day that was closed. */
    dayEnd: () => ({ day: time.closeDay() }),
    setClock: (change: { now?: number; advanceMs?: number }) => ({ now: time.set(change) }),
    /** Its customer has moved out. */
    closeAccount: ({ accountNo }: { accountNo: string }) => {
      Object.assign(register.open(accountNo), { isClosed: true })
      return { accountNo }
    },
    /** Somebody pays a bill elsewhere, whole. */
    payElsewhere: ({ accountNo, billId }: { accountNo: string; billId: string }) => {
      const one = register.open(accountNo)
      const bill = register.bills(one, time.today()).find((each) => each.billId === billId)
      if (!bill || bill.dueFen === 0) throw new Error(`nothing is owed of ${billId}`)
      register.addPayment(billId, { key: 'elsewhere', fen: bill.dueFen, day: time.today() })
      return { fen: bill.dueFen }
    },
    /** So many invented lines more in a day's statement. */
    padStatement: ({ day, lines }: { day: string; lines: number }) => {
      server.padding.set(day, lines)
    },
  }
}

function tell({ register, time, sales }: Utility, one: SeededAccount): AccountTold {
  const { accountNo, idNumber, meterNo, cardSerial, mode, kind, grade, isClosed, serial } = one
  const bills = register.bills(one, time.today()).filter(({ dueFen }) => dueFen > 0)
  return {
    ...{ accountNo, idNumber, meterNo, cardSerial, mode, kind, grade, isClosed },
    name: WELL_KNOWN[serial - 1] ?? null,
    cardCount: sales.countOf(one),
    balanceFen: register.balanceOf(one),
    owedFen: register.owedFen(one, time.today()),
    bills: bills.map(({ billId, dueFen, month }) => ({
      billId,
      dueFen,
      barcode: barcodeOf(accountNo, month),
    })),
  }
}
