/** The part of Electron's `Input` that says which key it is. */
export type KeyPress = { key: string; code: string; control: boolean; alt: boolean; meta: boolean }

/** Keys that edit text or move in it; everything else that is no character stays without effect. */
const editing = new Set([
  'Backspace',
  'Delete',
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Shift',
  'Process',
])

/**
 * Whether a key may reach the page. Characters may; combinations with Ctrl, Alt or the system key, function keys,
 * Escape, Tab, browser and printing keys may not: they are ways out of a kiosk, and no customer needs them.
 * AltGr, which types characters on some layouts, arrives as Ctrl+Alt with a character and is let through as such.
 */
export function mayReachPage({ key, control, alt, meta }: KeyPress): boolean {
  if (meta) return false
  if (control !== alt) return false
  if ([...key].length === 1) return control ? !/[a-z0-9]/i.test(key) : true
  return !control && editing.has(key)
}
