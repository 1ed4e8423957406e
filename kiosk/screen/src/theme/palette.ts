import { AA_EDGE, contrast, inkOn, mix, readable } from '@service-hall/ui'

const WHITE = '#ffffff'
/** Text on light surfaces. */
export const INK = '#172124'

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

export function paletteOf(brand: string): Palette {
  const paper = mix(brand, WHITE, 0.03)
  const tint = mix(brand, WHITE, 0.09)
  const darkest = contrast(tint, WHITE) > contrast(paper, WHITE) ? tint : paper
  const strong = readable(brand, darkest)
  return {
    '--brand': mix(brand, WHITE, 1),
    '--on-brand': inkOn(brand, INK),
    '--paper': paper,
    '--tint': tint,
    '--strong': strong,
    '--held': mix('#000000', strong, 0.25),
    '--edge': readable(mix(strong, WHITE, 0.6), darkest, '#000000', AA_EDGE),
    '--hair': mix(mix(brand, INK, 0.5), WHITE, 0.16),
  }
}

/** Paints a page in the hall's colours. */
export function paint(root: HTMLElement, brand: string): void {
  for (const [name, colour] of Object.entries(paletteOf(brand))) root.style.setProperty(name, colour)
}
