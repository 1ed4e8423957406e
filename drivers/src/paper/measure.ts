/** Dots a millimetre of nearly all receipt printers (203 dpi). */
export const DOTS_PER_MM = 8
/** Line spacing after initialisation: 1/6 inch (Epson ESC/POS reference, "ESC 2"). */
const LINE_DOTS = 30
const LETTER_DOTS = 24
/** Paper between the print head and the knife, which function B of GS V feeds before it cuts. */
const KNIFE_DOTS = 100
/** Paper that things take, in dots; an estimate good to a few percent of a ticket. */
export const PAPER_DOTS = {
  line: (height: number) => Math.max(LINE_DOTS, LETTER_DOTS * height),
  barcode: (height: number, digits: boolean) => height + (digits ? LINE_DOTS : 0),
  cut: KNIFE_DOTS,
} as const
