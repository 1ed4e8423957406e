import { LETTER_SIDE } from '@service-hall/contract'
import { dotsOf } from './dots.ts'
import { letterPicture } from './letter-picture.ts'

/** As the screen's own texts (styles/base.css); what these lack the system looks for in all its fonts. */
const FONTS = `'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif`
/** Where letters stand in the square that Hanzi fill, from its top. */
const BASELINE = 21
/** A letter is not wider than this, in squares; what is, is several that no font joins. */
const WIDEST = 1.6

/** Draws letters in the fonts of this machine; each once, since no font comes or goes while a page lives. */
export function letterPainter(): (letter: string) => string | null {
  const drawn = new Map<string, string | null>()
  let paint: ((text: string) => Uint8Array | null) | undefined
  return (letter) => {
    const known = drawn.get(letter)
    if (known !== undefined) return known
    const dots = letterPicture(letter, (paint ??= squarePainter()))
    const text = dots && btoa(String.fromCharCode(...dots))
    drawn.set(letter, text)
    return text
  }
}

/** Puts a text into the square; null when it is as wide as several letters. */
function squarePainter(): (text: string) => Uint8Array | null {
  const canvas = document.createElement('canvas')
  canvas.lang = 'zh-CN'
  canvas.width = LETTER_SIDE
  canvas.height = LETTER_SIDE
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return () => null
  return (text) => {
    const size = (pixels: number) => {
      context.font = `${pixels}px ${FONTS}`
      // Read one by one: what is measured stands in getters, which no spread copies.
      const box = context.measureText(text)
      const left = box.actualBoundingBoxLeft
      const wide = left + box.actualBoundingBoxRight
      return {
        left,
        wide,
        above: box.actualBoundingBoxAscent,
        below: box.actualBoundingBoxDescent,
        width: box.width,
      }
    }
    const natural = size(LETTER_SIDE)
    if (Math.max(natural.width, natural.wide) > LETTER_SIDE * WIDEST) return null
    const largest = Math.max(LETTER_SIDE, natural.wide, natural.above + natural.below)
    const { left, wide, above, below } = size(Math.floor((LETTER_SIDE * LETTER_SIDE) / largest))
    const x = Math.max(0, (LETTER_SIDE - wide) / 2) + left
    const y = Math.max(above, Math.min(BASELINE, LETTER_SIDE - below))
    context.clearRect(0, 0, LETTER_SIDE, LETTER_SIDE)
    context.fillText(text, Math.round(x), Math.round(y))
    return dotsOf(context.getImageData(0, 0, LETTER_SIDE, LETTER_SIDE).data, LETTER_SIDE)
  }
}
