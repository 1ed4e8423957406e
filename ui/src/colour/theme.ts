import type { Theme } from '@service-hall/contract'
import { inkOn, readable } from './colour.ts'

/** Darkest light surface and lightest dark surface that brand-coloured text stands on (see tokens.css). */
const LIGHT_SURFACE = '#e4eeed'
const DARK_SURFACE = '#2a3635'

/** The CSS variables of a hall's brand colour, kept readable on light and dark surfaces. */
export function brandVariables(brand: Theme['brand']): Record<string, string> {
  return {
    '--brand': brand,
    '--on-brand': inkOn(brand),
    '--brand-on-light': readable(brand, LIGHT_SURFACE, '#000000'),
    '--brand-on-dark': readable(brand, DARK_SURFACE, '#ffffff'),
  }
}

/** Dresses the page in a hall's theme. */
export function applyTheme(theme: Theme): void {
  for (const [name, value] of Object.entries(brandVariables(theme.brand))) {
    document.documentElement.style.setProperty(name, value)
  }
}
