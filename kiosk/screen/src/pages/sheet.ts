/** The rows of one sheet, where a page cannot show all: never one past the last. */
export function sheetAt<Row>(
  all: readonly Row[],
  wanted: number,
  most: number,
): { rows: Row[]; number: number; count: number } {
  const count = Math.max(1, Math.ceil(all.length / most))
  const number = Math.min(wanted, count - 1)
  return { rows: all.slice(number * most, (number + 1) * most), number, count }
}
