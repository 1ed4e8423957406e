// Requests and answers for the utility's integration team; a test parses each with its own schema. Accounts are invented.

const ACCOUNT = {
  accountNo: '9900000000010',
  maskedName: '王*',
  maskedAddress: '建国路**号*单元***',
  mode: 'postpaid',
  balanceFen: 0,
  owedFen: 8_235,
  meterNo: '990000000101',
  creditGrade: 'B',
  plan: { partFromFen: 5_000, oldestFirst: false, prepayUpToFen: 300_000, adviseFen: null },
}
const BILL = {
  billId: '9900000000010-202610',
  accountNo: '9900000000010',
  month: '2026-10',
  dueFen: 8_235,
  billedFen: 8_235,
  paidFen: 0,
  penaltyFen: 0,
  dueDay: '2026-11-25',
  readFrom: '2026-10-01',
  readTo: '2026-10-31',
  usageMilliKwh: 143_500,
  components: [
    {
      kind: 'energy',
      name: { zh: '电量电费', en: 'Energy' },
      quantityMilli: 143_500,
      unit: 'kWh',
      priceTenThousandths: 5_469,
      fen: 7_848,
    },
    {
      kind: 'fund',
      name: { zh: '政府性基金及附加', en: 'Government funds' },
      quantityMilli: 143_500,
      unit: 'kWh',
      priceTenThousandths: 270,
      fen: 387,
    },
  ],
}
const WRITE_OFF = { writeOffNo: 'XZ2026113000000017', at: 1_796_030_462_000, fen: 10_000, balanceFen: 1_765 }

export const EXAMPLES = {
  findAccounts: {
    request: { by: 'accountNo', accountNo: '9900000000010' },
    answer: { accounts: [ACCOUNT] },
  },
  bills: { answer: { bills: [BILL] } },
  usage: {
    answer: {
      months: [
        {
          month: '2026-09',
          milliKwh: 158_200,
          fen: 9_079,
          peakMilliKwh: 96_500,
          valleyMilliKwh: 61_700,
        },
        { month: '2026-10', milliKwh: 143_500, fen: 8_235 },
      ],
    },
  },
  tariff: {
    answer: {
      name: { zh: '居民生活用电（不满1千伏）', en: 'Residential, below 1 kV' },
      validFrom: '2026-01-01',
      steps: [
        {
          name: { zh: '第一档', en: 'Step 1' },
          fromKwh: 0,
          priceTenThousandths: 5_469,
        },
        {
          name: { zh: '第二档', en: 'Step 2' },
          fromKwh: 2_520,
          priceTenThousandths: 5_969,
        },
      ],
    },
  },
  writeOff: {
    request: {
      accountNo: '9900000000010',
      bills: [{ billId: '9900000000010-202610', fen: 8_235 }],
      creditFen: 1_765,
      paidAt: 1_796_030_460_000,
      channel: 'alipay',
      hallId: 'north-gate',
      terminalId: 'kiosk-1',
    },
    answer: WRITE_OFF,
  },
  findWriteOff: { answer: { ...WRITE_OFF, reversedAt: 1_796_030_500_000 } },
  reverseWriteOff: {
    request: { writeOffKey: '01JDY0000000000000000000W1', reason: 'refund' },
    answer: { reversalNo: 'CZ2026113000000003', at: 1_796_030_500_000 },
  },
  invoiceTitle: { answer: { title: '王*', taxNo: null, sentTo: '138****0000' } },
  requestInvoice: {
    request: { writeOffKey: '01JDY0000000000000000000W1' },
    answer: { invoiceNo: 'FP2026113000000008', state: 'requested', url: null },
  },
  sellToMeterCard: {
    request: {
      accountNo: '9900000000069',
      meterNo: '990000000017',
      cardSerial: '9900000000000001',
      fen: 5_000,
      cardCount: 7,
    },
    answer: { saleNo: 'GD2026113000000002', count: 8, fen: 5_000 },
  },
  meterCardKey: {
    request: {
      ask: 'mac',
      cardSerial: '9900000000000001',
      challenge: '1f6c09a2',
      message: '04d682000c0000138800000008',
    },
    answer: { result: 'cfdb33ec' },
  },
  meterCardRead: { request: { count: 8 }, answer: { isWritten: true } },
  statement: {
    answer: {
      kind: 'writeOff',
      key: '01JDY0000000000000000000W1',
      writeOffNo: 'XZ2026113000000017',
      fen: 10_000,
      channel: 'alipay',
      at: 1_796_030_462_000,
    },
  },
}
