/** Dots a millimetre of nearly all receipt printers (203 dpi). */
export const dotsPerMm = 8
/** Line spacing after initialisation: 1/6 inch (Epson ESC/POS reference, "ESC 2"). */
const lineDots = 30
const letterDots = 24
/** Paper between the print head and the knife, which function B of GS V feeds before it cuts. */
const knifeDots = 100
/** Paper that things take, in dots; an estimate good to a few percent of a ticket. */
export const paperDots = {
  line: (height: number) => Math.max(lineDots, letterDots * height),
  barcode: (height: number, digits: boolean) => height + (digits ? lineDots : 0),
  cut: knifeDots,
} as const
