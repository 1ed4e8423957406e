/** Colours as sRGB channels, 0 to 255. */
export type Rgb = readonly [number, number, number]

export const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** Text on light surfaces. */
export const INK: Rgb = [23, 33, 36]

/** `#RRGGBB` to channels; anything else is black. */
export function parse(hex: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

export function toHex(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, “contrast ratio”). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”). */
function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** `share` (0 to 1) of `over`, the rest of `under`; whole channels, so that what is measured is what is shown. */
export function mix(over: Rgb, under: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2): number => Math.round(over[i] * share + under[i] * (1 - share))
  return [channel(0), channel(1), channel(2)]
}

/** The colour, darkened only as far as `ratio` on `surface` needs. */
export function darkenedTo(colour: Rgb, surface: Rgb, ratio: number): Rgb {
  for (let black = 0; black < 1; black += 0.02) {
    const candidate = mix(BLACK, colour, black)
    if (contrast(candidate, surface) >= ratio) return candidate
  }
  return BLACK
}

/** White where it can be read on the colour, else ink or black: one of them always can. */
export function readableOn(colour: Rgb): Rgb {
  if (contrast(WHITE, colour) >= 4.5) return WHITE
  return contrast(INK, colour) >= 4.5 ? INK : BLACK
}
