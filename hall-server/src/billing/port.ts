// What the hall asks of the utility's billing system (营销系统). Two ends speak it: the HTTP client beside this file, and
// whatever the utility runs (`docs/api/billing-openapi.yaml`). Amounts are integer fen (分), days `YYYY-MM-DD`, months
// `YYYY-MM`, times epoch ms. Nothing throws for what networks do: what cannot be told is `unsure`.

export type Unsure = { is: 'unsure'; why: string }
/** The utility's final no; `code` as its contract lists them. */
export type BillingRefused = { is: 'refused'; code: BillingCode }
export type BillingAnswer<Value> = { is: 'ok'; value: Value } | BillingRefused | Unsure

export type BillingCode =
  | 'accountUnknown'
  | 'accountClosed'
  | 'billUnknown'
  /** Another order has paid it. */
  | 'billPaid'
  /** The amount is not what is owed. */
  | 'amountDiffers'
  /** The key was used before, for something else. */
  | 'keyReused'
  | 'writeOffUnknown'
  /** The plan does not allow it: a part, a newer bill before an older one, or so much ahead. */
  | 'planForbids'
  /** Too late to take it back: the utility has closed the day. */
  | 'dayClosed'
  | 'cardUnknown'
  | 'cardMismatch'
  /** The card's purchase count is not the one the utility knows. */
  | 'countMismatch'
  | 'notPrepaid'
  | 'invoiceNotAllowed'

export type AccountQuery =
  /** 户号: 10 or 13 digits. */
  | { by: 'accountNo'; accountNo: string }
  /** Number of an ID card; never logged, never kept. */
  | { by: 'idNumber'; idNumber: string }
  | { by: 'meterCard'; cardSerial: string; meterNo: string }
  /** What the scanner read from a paper bill. */
  | { by: 'billBarcode'; barcode: string }

export type BillingMode = 'postpaid' | 'prepaid' | 'meterCard'

/** A customer's account as a kiosk may show it: names and addresses come masked from the utility. */
export type Account = {
  accountNo: string
  /** `张**` */
  maskedName: string
  /** `建国路**号*单元***` */
  maskedAddress: string
  mode: BillingMode
  /** Money at the utility for bills to come; below 0: owed beyond it. */
  balanceFen: number
  /** All that is owed now, penalty included. */
  owedFen: number
  meterNo: string
  /** 信用等级. */
  creditGrade: 'A' | 'B' | 'C' | 'D' | null
  /** What this customer may do besides paying whole bills (预付费与欠费分期). */
  plan: PaymentPlan
}
export type PaymentPlan = {
  /** A bill may be paid in part, not below so much. Null: whole bills only. */
  partFromFen: number | null
  /** Older bills have to be paid first. */
  oldestFirst: boolean
  /** Money may be paid ahead, up to so much. Null: not. */
  prepayUpToFen: number | null
  /** What the utility asks this customer to keep ahead (预存), by grade. */
  adviseFen: number | null
}

/** One line of a bill. */
export type BillComponent = {
  kind:
    | 'energy'
    | 'ladder'
    | 'peakValley'
    | 'capacity'
    | 'powerFactor'
    | 'fund'
    | 'penalty'
    | 'deduction'
    | 'other'
  name: { zh: string; en: string }
  /** kWh or kW, where it has one; in thousandths. */
  quantityMilli: number | null
  unit: 'kWh' | 'kW' | 'kvarh' | 'day' | null
  /** Fen a unit, in ten-thousandths of a yuan: 0.5469 yuan is 5469. */
  priceTenThousandths: number | null
  fen: number
}
export type ElectricityBill = {
  billId: string
  accountNo: string
  month: string
  /** Owed now: what was billed, less what was paid, and the penalty (违约金) to date. */
  dueFen: number
  billedFen: number
  paidFen: number
  penaltyFen: number
  dueDay: string
  readFrom: string
  readTo: string
  usageMilliKwh: number
  components: BillComponent[]
}

export type UsageMonth = {
  month: string
  milliKwh: number
  fen: number
  peakMilliKwh?: number
  valleyMilliKwh?: number
}
export type Tariff = {
  name: { zh: string; en: string }
  validFrom: string
  /** Steps of the year's ladder (阶梯), or the periods of the day. */
  steps: { name: { zh: string; en: string }; fromKwh: number | null; priceTenThousandths: number }[]
}

export type WriteOffOrder = {
  /** The hall's own, used once for ever: sending it again changes nothing and gets the same answer. */
  key: string
  accountNo: string
  bills: { billId: string; fen: number }[]
  /** Over what is owed: put to the account's balance (预存). */
  creditFen: number
  paidAt: number
  /** Channel it was paid by: `alipay`, `cash`. */
  channel: string
  hallId: string
  terminalId: string
}
export type WriteOff = {
  writeOffNo: string
  at: number
  fen: number
  balanceFen: number
  /** It was taken back since. */
  reversedAt?: number
}

export type Invoice = { invoiceNo: string; state: 'requested' | 'issued'; url: string | null }
/** Whom an invoice is made out to and where it goes, as the utility has it; masked where it names or reaches a person. */
export type InvoiceTitle = { title: string; taxNo: string | null; sentTo: string | null }

/** Money for a meter card (购电): the utility counts purchases; the meter takes the next count only. */
export type MeterCardOrder = {
  key: string
  accountNo: string
  meterNo: string
  cardSerial: string
  fen: number
  /** Count that the card says it was written with last. */
  cardCount: number
}
export type MeterCardSale = { saleNo: string; count: number; fen: number }
/**
 * What the key service (密钥服务) is asked while a sale is written: keys never leave the utility, results do. A card gives a
 * new challenge before each authentication and each write, so there is no script to be had ahead: whoever writes asks step
 * by step (`MeterKeyService` of the drivers). Bytes in hex.
 */
export type MeterCardKeyOrder = {
  /** Key of the sale. */
  key: string
  /** Number of the chip, 8 bytes, of which its keys are derived. */
  cardSerial: string
  /** 8 bytes for the two authentications, 4 or 8 for a MAC. */
  challenge: string
} & (
  | { ask: 'cardResponse' | 'hostResponse' }
  /** `message`: header and data of the write. The utility computes for what the sale is about and for nothing else. */
  | { ask: 'mac'; message: string }
)
/** 8 bytes of an authentication, 4 of a MAC; hex. */
export type MeterCardKeyResult = { result: string }

/** A line of the utility's statement of a day (销账明细). A sale to a meter card is a write-off, one that became void a reversal. */
export type BillingLine = {
  kind: 'writeOff' | 'reversal'
  key: string
  writeOffNo: string
  fen: number
  channel: string
  at: number
}

export type Billing = {
  findAccounts: (query: AccountQuery) => Promise<BillingAnswer<Account[]>>
  /** Whatever is owed (`dueFen` above 0), and what was billed in the last 24 months; oldest first. */
  bills: (accountNo: string) => Promise<BillingAnswer<ElectricityBill[]>>
  usage: (accountNo: string, months: number) => Promise<BillingAnswer<UsageMonth[]>>
  tariff: (accountNo: string) => Promise<BillingAnswer<Tariff>>
  writeOff: (order: WriteOffOrder) => Promise<BillingAnswer<WriteOff>>
  /**
   * What became of a key; `writeOffUnknown`: nothing so far. One that is still on its way may yet come, up to five minutes
   * after it was sent: who gives up takes it back, and does not go by this alone.
   */
  findWriteOff: (key: string) => Promise<BillingAnswer<WriteOff>>
  /** `writeOffUnknown`: there was nothing to take back, and from now on the utility refuses the key. That is final. */
  reverseWriteOff: (order: {
    key: string
    writeOffKey: string
    reason: string
  }) => Promise<BillingAnswer<{ reversalNo: string; at: number }>>
  invoiceTitle: (accountNo: string) => Promise<BillingAnswer<InvoiceTitle>>
  /** Of a write-off of the hall's, or of a bill that is paid, by whatever way. */
  requestInvoice: (
    order: { key: string } & ({ writeOffKey: string } | { accountNo: string; billId: string }),
  ) => Promise<BillingAnswer<Invoice>>
  sellToMeterCard: (order: MeterCardOrder) => Promise<BillingAnswer<MeterCardSale>>
  /** `challenge`: the card's random number, hex: a script is for one card in one reader at one time. */
  meterCardKey: (order: MeterCardKeyOrder) => Promise<BillingAnswer<MeterCardKeyResult>>
  /**
   * The card was read back with this count: written, or certainly not. What was not is void from then on: the money is
   * the hall's again, and the key service computes for it no more.
   */
  meterCardRead: (order: { key: string; count: number }) => Promise<BillingAnswer<{ isWritten: boolean }>>
  /** Null lines: the utility has not closed that day yet. */
  statement: (day: string) => Promise<BillingAnswer<AsyncIterable<BillingLine> | null>>
  stop?: () => void
}
