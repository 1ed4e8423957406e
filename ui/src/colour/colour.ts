/** A colour as `#rrggbb`. */
export type Hex = string

/** Contrast that WCAG 2.2 (1.4.3, level AA) asks of ordinary text. */
export const AA_TEXT = 4.5

type Rgb = readonly [number, number, number]

function parse(hex: Hex): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function print(rgb: Rgb): Hex {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance of WCAG 2.2, 0 (black) … 1 (white). */
function luminance(hex: Hex): number {
  const [r, g, b] = parse(hex).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio of WCAG 2.2, 1 … 21. */
export function contrast(a: Hex, b: Hex): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** White where it reads well on `background`, otherwise black, which then does. */
export function inkOn(background: Hex): Hex {
  return contrast('#ffffff', background) >= AA_TEXT ? '#ffffff' : '#000000'
}

/** `colour`, moved towards `end` (black or white) only as far as text on `background` needs it. */
export function readable(colour: Hex, background: Hex, end: '#000000' | '#ffffff'): Hex {
  const from = parse(colour)
  const to = parse(end)
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = print(from.map((part, i) => part + ((to[i] ?? 0) - part) * share) as unknown as Rgb)
    if (contrast(mixed, background) >= AA_TEXT) return mixed
  }
  return end
}
