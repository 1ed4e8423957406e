import { create } from 'qrcode'

/** Modules of light around a code that readers ask for (ISO/IEC 18004: four). */
const QUIET = 4

/** A QR code as one SVG path in a box of `size` × `size` modules, quiet zone included. */
export function qrPath(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
  return { size: modules.size + 2 * QUIET, path }
}
