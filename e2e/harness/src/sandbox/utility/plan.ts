import type { SeededAccount } from './accounts.ts'

export type Plan = {
  partFromFen: number | null
  oldestFirst: boolean
  prepayUpToFen: number | null
  adviseFen: number | null
}

/** What each grade (信用等级) may do: A and B in part and in any order, C and D whole bills from the oldest on. */
const BY_GRADE: Readonly<Record<SeededAccount['grade'], Plan>> = {
  A: { partFromFen: 1_000, oldestFirst: false, prepayUpToFen: 500_000, adviseFen: null },
  B: { partFromFen: 5_000, oldestFirst: false, prepayUpToFen: 300_000, adviseFen: null },
  C: { partFromFen: null, oldestFirst: true, prepayUpToFen: 200_000, adviseFen: 10_000 },
  D: { partFromFen: null, oldestFirst: true, prepayUpToFen: 100_000, adviseFen: 20_000 },
}

export function planOf({ mode, grade }: SeededAccount): Plan {
  if (mode === 'postpaid') return BY_GRADE[grade]
  return { partFromFen: null, oldestFirst: false, prepayUpToFen: 500_000, adviseFen: 10_000 }
}
