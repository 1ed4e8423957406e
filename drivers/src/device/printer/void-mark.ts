import { escpos } from '../../paper/escpos.ts'
import { encodeGb18030 } from '../../paper/gb18030.ts'

/** What is printed under a piece that is not whole before it is cut off, so that nobody can take it for a ticket. */
export const voidWords = '*** 作废 VOID ***'

export const voidMark = Buffer.concat([
  escpos.chineseOn(),
  escpos.align('center'),
  escpos.size(1, 2),
  encodeGb18030(voidWords).bytes,
  escpos.lineFeed(),
  escpos.size(1, 1),
  escpos.align('left'),
])
