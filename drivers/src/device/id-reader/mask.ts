/** The first letter of a name, and a star for each of the rest: `张**`. Of longer names no more than the first letter. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.min(rest.length, LONGEST_MASK))
}

/** The first and the last four characters of a number of documents: `9900**********1234`. */
export function maskNumber(number: string): string {
  if (number.length < 3 * SHOWN) return '*'.repeat(number.length)
  return number.slice(0, SHOWN) + '*'.repeat(number.length - 2 * SHOWN) + number.slice(-SHOWN)
}

const LONGEST_MASK = 3
const SHOWN = 4
