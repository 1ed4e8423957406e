import type { PaperItem, PaperWidth } from './document.ts'
import { cellsPerLine } from './document.ts'
import { cellsOf } from './gb18030.ts'

/** What one field of an item must be, in words that follow "must be", and whether a value is it. */
type Field = {
  mustBe: string
  fits: (value: unknown, width: PaperWidth) => boolean
  isNeeded?: boolean
  /** What is wrong further inside a value that fits. */
  inside?: (value: unknown, width: PaperWidth) => string | undefined
  /** Its value may be somebody's name or number, which no message repeats. */
  isPrivate?: boolean
}

type Fields = Readonly<Record<string, Field>>

const text: Field = { mustBe: 'a text', fits: (value) => typeof value === 'string', isPrivate: true }
const flag: Field = { mustBe: 'true or false', fits: (value) => typeof value === 'boolean' }
const align = oneOf('left', 'center', 'right')
const scale = whole(1, 8)

const cellFields: Fields = {
  text: needed(text),
  share: needed({
    mustBe: 'a number above 0',
    fits: (value) => typeof value === 'number' && value > 0 && Number.isFinite(value),
  }),
  align,
}

const itemFields: Readonly<Record<PaperItem['type'], Fields>> = {
  text: { text: needed(text), align, width: scale, height: scale, bold: flag },
  columns: {
    cells: needed({
      mustBe: 'a list of at least one cell',
      fits: (value) => Array.isArray(value) && value.length > 0,
      inside: cellsProblem,
      isPrivate: true,
    }),
    bold: flag,
  },
  rule: {
    character: {
      mustBe: 'a printable character',
      fits: (value, width) => {
        const cells = typeof value === 'string' ? cellsOf(value) : 0
        return cells >= 1 && cells <= cellsPerLine(width)
      },
    },
  },
  qr: { data: needed(filled()), module: whole(1, 16), level: oneOf('L', 'M', 'Q', 'H'), align },
  barcode: { data: needed(filled()), height: whole(1, 255), module: whole(2, 6), digits: flag, align },
  image: {
    bitmap: needed({ mustBe: '{ width, height, data }, data being bytes', fits: isBitmap, isPrivate: true }),
    align,
  },
  feed: { lines: needed(whole(0, 255)) },
  cut: { mode: oneOf('partial', 'full') },
}

const types = Object.keys(itemFields).join(', ')

/** What is wrong with the shape of an item on paper of this width, in words; `undefined` when nothing is. */
export function itemProblem(item: unknown, width: PaperWidth): string | undefined {
  if (!isRecord(item)) return `must be an item with a "type", not ${shown(item, true)}`
  const { type, ...values } = item
  if (type === undefined) return `has no "type"; there are ${types}`
  if (!isItemType(type)) return `has the unknown type ${shown(type)}; there are ${types}`
  const problem = fieldsProblem(values, itemFields[type], width)
  return problem && `(${type}): ${problem}`
}

function fieldsProblem(
  values: Readonly<Record<string, unknown>>,
  fields: Fields,
  width: PaperWidth,
): string | undefined {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined)
    return `there is no field ${shown(unknown)}; there are ${Object.keys(fields).join(', ') || 'none'}`
  for (const [name, { mustBe, fits, isNeeded, inside, isPrivate }] of Object.entries(fields)) {
    const value = values[name]
    if (value === undefined) {
      if (isNeeded) return `${name} is missing; it must be ${mustBe}`
      continue
    }
    if (!fits(value, width)) return `${name} must be ${mustBe}, not ${shown(value, isPrivate)}`
    const problem = inside?.(value, width)
    if (problem) return problem
  }
  return undefined
}

function cellsProblem(cells: unknown, width: PaperWidth): string | undefined {
  if (!Array.isArray(cells)) return undefined
  for (const [index, cell] of (cells as unknown[]).entries()) {
    const name = `cell ${index + 1}`
    if (!isRecord(cell)) return `${name} must have a text and a share, not be ${shown(cell, true)}`
    const problem = fieldsProblem(cell, cellFields, width)
    if (problem) return `${name}: ${problem}`
  }
  return undefined
}

function needed(field: Field): Field {
  return { ...field, isNeeded: true }
}

function filled(): Field {
  return {
    ...text,
    mustBe: 'a text that is not empty',
    fits: (value) => typeof value === 'string' && value !== '',
  }
}

function oneOf(...words: readonly string[]): Field {
  return {
    mustBe: `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`,
    fits: (value) => words.some((word) => word === value),
  }
}

function whole(least: number, most: number): Field {
  return {
    mustBe: `a whole number from ${least} to ${most}`,
    fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  }
}

function isBitmap(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { width, height, data } = value
  return typeof width === 'number' && typeof height === 'number' && data instanceof Uint8Array
}

function isItemType(type: unknown): type is PaperItem['type'] {
  return typeof type === 'string' && Object.hasOwn(itemFields, type)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const LONGEST_SHOWN = 30

/** A value as a message may show it: by its kind alone when it is private. */
export function shown(value: unknown, isPrivate = false): string {
  if (value === undefined) return 'nothing'
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'number':
      return isPrivate ? 'a number' : String(value)
    case 'string':
      if (value === '') return 'an empty text'
      return isPrivate ? 'a text' : JSON.stringify(value.slice(0, LONGEST_SHOWN))
    default:
      return `a${typeof value === 'object' ? 'n object' : ` ${typeof value}`}`
  }
}
