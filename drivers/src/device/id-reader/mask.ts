/** The first letter of a name, and a star for each of the rest: `张**`. Of longer names no more than the first letter. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.min(rest.length, longestMask))
}

/** The first and the last four characters of a number of documents: `9900**********1234`. */
export function maskNumber(number: string): string {
  if (number.length < 3 * shown) return '*'.repeat(number.length)
  return number.slice(0, shown) + '*'.repeat(number.length - 2 * shown) + number.slice(-shown)
}

const longestMask = 3
const shown = 4
