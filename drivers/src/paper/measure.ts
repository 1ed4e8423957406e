/** Dots a millimetre of nearly all receipt printers (203 dpi). */
export const dotsPerMm = 8
/** Line spacing after initialisation: 1/6 inch (Epson ESC/POS reference, "ESC 2"). */
const lineDots = 30
const letterDots = 24
/** Paper between the print head and the knife, which function B of GS V feeds before it cuts. */
const knifeDots = 100
/** Bytes that QR versions 1 … 40 hold at level M (ISO/IEC 18004, table 7). */
const qrBytesAtM = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
  857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
]

/** Paper that things take, in dots; an estimate good to a few percent of a ticket. */
export const paperDots = {
  line: (height: number) => Math.max(lineDots, letterDots * height),
  qr: (bytes: number, module: number) => {
    const version = qrBytesAtM.findIndex((most) => bytes <= most) + 1 || qrBytesAtM.length
    return (17 + 4 * version) * module
  },
  barcode: (height: number, digits: boolean) => height + (digits ? lineDots : 0),
  cut: knifeDots,
} as const
