export type PinnedRow<Row> = {
  row: Row
  /** No longer in the list; it keeps its place until the list is let go, so that nothing moves under the cursor. */
  gone: boolean
}

/**
 * A live list that somebody is pointing at: rows shown before keep their places, rows that left stay as `gone`, new
 * ones come at the end.
 */
export function pinnedOrder<Row extends { id: string }>(
  shown: readonly PinnedRow<Row>[],
  live: readonly Row[],
): PinnedRow<Row>[] {
  const now = new Map(live.map((row) => [row.id, row]))
  const known = new Set(shown.map(({ row }) => row.id))
  return [
    ...shown.map(({ row }) => {
      const current = now.get(row.id)
      return { row: current ?? row, gone: current === undefined }
    }),
    ...live.filter((row) => !known.has(row.id)).map((row) => ({ row, gone: false })),
  ]
}

/** The list as it is, when nobody points at it. */
export function unpinnedOrder<Row extends { id: string }>(live: readonly Row[]): PinnedRow<Row>[] {
  return live.map((row) => ({ row, gone: false }))
}
