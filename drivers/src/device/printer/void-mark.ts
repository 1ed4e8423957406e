import { ESCPOS } from '../../paper/escpos.ts'
import { encodeGb18030 } from '../../paper/gb18030.ts'

/** What is printed under a piece that is not whole before it is cut off, so that nobody can take it for a ticket. */
export const VOID_WORDS = '*** 作废 VOID ***'

export const voidMark = Buffer.concat([
  ESCPOS.chineseOn(),
  ESCPOS.align('center'),
  ESCPOS.size(1, 2),
  encodeGb18030(VOID_WORDS).bytes,
  ESCPOS.lineFeed(),
  ESCPOS.size(1, 1),
  ESCPOS.align('left'),
])
