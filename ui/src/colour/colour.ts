/** A colour as `#rrggbb`. */
export type Hex = string

/** Contrast that WCAG 2.2, level AA, asks of ordinary text (1.4.3) and of large shapes and edges (1.4.11). */
export const AA_TEXT = 4.5
export const AA_EDGE = 3

const BLACK = '#000000'
const WHITE = '#ffffff'

type Rgb = readonly [number, number, number]

/** `#rrggbb` to channels, 0 to 255; anything else is black. */
function parse(hex: Hex): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function print(rgb: Rgb): Hex {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Relative luminance of WCAG 2.2, 0 (black) … 1 (white). */
function luminance(hex: Hex): number {
  const [r, g, b] = parse(hex)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** Contrast ratio of WCAG 2.2, 1 … 21. */
export function contrast(a: Hex, b: Hex): number {
  const [one, other] = [luminance(a), luminance(b)]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** `share` (0 to 1) of `over`, the rest of `under`. */
export function mix(over: Hex, under: Hex, share: number): Hex {
  const [a, b] = [parse(over), parse(under)]
  const channel = (i: 0 | 1 | 2): number => a[i] * share + b[i] * (1 - share)
  return print([channel(0), channel(1), channel(2)])
}

/** White where it reads well on `background`, otherwise `dark` where that does, otherwise black, which then does. */
export function inkOn(background: Hex, dark: Hex = BLACK): Hex {
  return [WHITE, dark].find((ink) => contrast(ink, background) >= AA_TEXT) ?? BLACK
}

/** `colour`, moved towards `end` (black or white) only as far as it takes to reach `ratio` on `background`. */
export function readable(
  colour: Hex,
  background: Hex,
  end: typeof BLACK | typeof WHITE = BLACK,
  ratio = AA_TEXT,
): Hex {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(end, colour, share)
    if (contrast(mixed, background) >= ratio) return mixed
  }
  return end
}
