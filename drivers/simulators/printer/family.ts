/** What tells the printer families apart. */
export type Family = {
  processId: boolean
  answersClear: boolean
  /** How it tells its state: ESC/POS alone, with SNBC's presenter beside it, or in Custom's six bytes. */
  status: 'escpos' | 'snbc' | 'custom'
  /** Kiosk printers: `afterCut` presents by itself, `onCommand` waits for GS e. */
  presenter?: 'afterCut' | 'onCommand'
  /** Last of its places FE A1 … for letters of one's own, where it has fewer than 94. */
  lastPlace?: number
  maker: string
  model: string
  serial?: string
}

export const families: Readonly<Record<string, Family>> = {
  epson: {
    processId: true,
    answersClear: true,
    status: 'escpos',
    maker: 'EPSON',
    model: 'TM-T82X',
    serial: 'SIM0000001',
  },
  clone: { processId: false, answersClear: false, status: 'escpos', maker: 'GP', model: 'POS-80' },
  snbc: {
    processId: false,
    answersClear: false,
    status: 'snbc',
    presenter: 'afterCut',
    lastPlace: 0xb4,
    maker: 'SNBC',
    model: 'BK-C310',
  },
  custom: {
    processId: false,
    answersClear: false,
    status: 'custom',
    presenter: 'onCommand',
    maker: 'CUSTOM',
    model: 'KPM216H',
  },
}
