const two = (value: number): string => String(value).padStart(2, '0')

/** A moment as a field of date and time has it, on this machine's clock, to the minute. */
export function localText(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The moment that such a field says, epoch ms; null: none. */
export function stampOf(text: string): number | null {
  const at = new Date(text).getTime()
  return Number.isNaN(at) || at < 0 ? null : at
}
