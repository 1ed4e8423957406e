import type { HubFact } from '@service-hall/contract'

/** A fact of the hub's own records, and its place in them. */
export type RecordEntry = RecordPlace & { fact: HubFact }

export type RecordPlace = {
  number: number
  stream: string
  version: number
  /** Epoch ms of the node that wrote it. */
  at: number
  /** `account:<id>` or `system`. */
  by: string
  /** Address of who sent the command. */
  from: string
  commandId: string
}

/** A fact as it was read; `fact` null: of a kind that this release does not know. */
export type ReadEntry = RecordPlace & { fact: HubFact | null }
