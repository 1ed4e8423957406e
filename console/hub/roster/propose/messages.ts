import type { RosterModel } from './model.ts'

export type WorkerTask = { model: RosterModel; seconds: number }
/** What the thread says: how far it is, and at the end the choices of its best plan. `gap`: 0…1, null: not known. */
export type WorkerNote =
  | { kind: 'progress'; gap: number | null; best: number | null }
  | { kind: 'done'; taken: number[]; method: 'exact' | 'simple'; gap: number | null }
