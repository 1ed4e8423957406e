/** What of a KeyboardEvent is looked at here. */
export type KeyPressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat' | 'isComposing'
> & { getModifierState?: (key: string) => boolean }

const MODIFIERS = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
  'Dead',
])
/** What an input method shows of a key that it took; which key it was stands in `code`. */
const TAKEN_BY_INPUT_METHOD = new Set(['Process', 'Unidentified'])

/** Whether a key only changes what others type. */
export function isModifier({ key }: KeyPressed): boolean {
  return MODIFIERS.has(key)
}

/** Whether a key is an order to the browser rather than text. AltGr, which types letters, is told as Ctrl and Alt. */
export function isBrowserOrder(event: KeyPressed): boolean {
  if (event.getModifierState?.('AltGraph') === true) return false
  return event.ctrlKey || event.altKey || event.metaKey
}

/** What a key types: one character, `\n` for Enter, `\t` for Tab, nothing for the others. */
export function textOfKey({ key, code }: KeyPressed): string {
  if (key === 'Enter') return '\n'
  if (key === 'Tab') return '\t'
  if ([...key].length === 1) return key
  if (!TAKEN_BY_INPUT_METHOD.has(key)) return ''
  return /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(code)?.[1] ?? ''
}
