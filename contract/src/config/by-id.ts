/**
 * The row of a list of the configuration that has this id: `byId(config.counters, counterId)`. Undefined where there is
 * no such row, no list, or no id.
 */
export function byId<Row extends { id: string }>(
  rows: readonly Row[] | undefined,
  id: Row['id'] | null | undefined,
): Row | undefined {
  return rows?.find((row) => row.id === id)
}
