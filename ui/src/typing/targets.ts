/** Kinds of `input` that hold no text. */
const NO_TEXT = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']
const TEXT_FIELD = [
  `input${NO_TEXT.map((type) => `:not([type=${type}])`).join('')}`,
  'textarea',
  '[contenteditable=""]',
  '[contenteditable=true]',
].join()
const PRESSED_BY_ENTER = [
  'button',
  'a[href]',
  'summary',
  '[role=button]',
  ...['button', 'submit', 'reset', 'image'].map((type) => `input[type=${type}]`),
].join()
const PRESSED_BY_SPACE = [PRESSED_BY_ENTER, 'input[type=checkbox]', 'input[type=radio]'].join()

type Found = EventTarget | null

function closest(target: Found, selector: string): HTMLElement | null {
  return target !== null && 'closest' in target ? (target as HTMLElement).closest(selector) : null
}

/** Whether what is typed here goes into a text, of one line or of several. */
export function textFieldOf(target: Found): { lines: 'one' | 'several' } | null {
  const field = closest(target, TEXT_FIELD)
  if (!field) return null
  return { lines: field.matches('input') ? 'one' : 'several' }
}

/** What Enter (`\n`) or the space bar presses here. */
export function pressedBy(text: string, target: Found): HTMLElement | null {
  if (text === '\n') return closest(target, PRESSED_BY_ENTER)
  return text === ' ' ? closest(target, PRESSED_BY_SPACE) : null
}

/** The list of choices that a letter would turn. */
export function choicesAt(target: Found): HTMLSelectElement | null {
  return closest(target, 'select') as HTMLSelectElement | null
}

/** Turns a list of choices to the next one that begins with what was typed, as the browser does by itself. */
export function turnChoices(list: HTMLSelectElement, text: string): void {
  const options = [...list.options]
  const ordered = [...options.slice(list.selectedIndex + 1), ...options.slice(0, list.selectedIndex + 1)]
  const wanted = ordered.find(
    ({ disabled, label }) => !disabled && label.toLowerCase().startsWith(text.toLowerCase()),
  )
  if (!wanted || wanted.selected) return
  wanted.selected = true
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }))
}
