import { INK, WHITE, contrast, darkenedTo, mix, parse, readableOn, toHex } from './colour.ts'
import type { Rgb } from './colour.ts'

/** Text needs this contrast, large shapes and edges need the other (WCAG 2.2 AA, 1.4.3 and 1.4.11). */
export const TEXT_CONTRAST = 4.5
export const EDGE_CONTRAST = 3

/** Every colour that follows from the hall's brand colour, by the name of its CSS variable. */
export type Palette = {
  /** The head of the page, as the hall ordered it. */
  '--brand': string
  '--on-brand': string
  /** The page itself: white with a breath of the brand. */
  '--paper': string
  /** Quiet surfaces on it. */
  '--tint': string
  /** Buttons that lead on, and numbers: the brand, dark enough to be read on paper and tint, and under white. */
  '--strong': string
  /** The same while a finger is on it. */
  '--held': string
  /** Edges of things that can be pressed. */
  '--edge': string
  /** Hairlines that mean nothing. */
  '--hair': string
}

export function paletteOf(brandHex: string): Palette {
  const brand = parse(brandHex)
  const paper = mix(brand, WHITE, 0.03)
  const tint = mix(brand, WHITE, 0.09)
  const darkest = contrast(tint, WHITE) > contrast(paper, WHITE) ? tint : paper
  const strong = darkenedTo(brand, darkest, TEXT_CONTRAST)
  const colours: Record<keyof Palette, Rgb> = {
    '--brand': brand,
    '--on-brand': readableOn(brand),
    '--paper': paper,
    '--tint': tint,
    '--strong': strong,
    '--held': mix([0, 0, 0], strong, 0.25),
    '--edge': darkenedTo(mix(strong, WHITE, 0.6), darkest, EDGE_CONTRAST),
    '--hair': mix(mix(brand, INK, 0.5), WHITE, 0.16),
  }
  return Object.fromEntries(
    Object.entries(colours).map(([name, colour]) => [name, toHex(colour)]),
  ) as unknown as Palette
}

/** Paints a page in the hall's colours. */
export function paint(root: HTMLElement, brandHex: string): void {
  for (const [name, colour] of Object.entries(paletteOf(brandHex)))
    root.style.setProperty(name, colour as string)
}
