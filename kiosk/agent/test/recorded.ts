// Memories that earlier releases recorded.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const folder = new URL('./fixtures/release-0.1.0/', import.meta.url)

type Kept = 'facts' | 'snapshotAndFacts' | 'snapshot'
type RecordedState = { session: { step: string }; outbox: { id: string; type: string }[]; at: number }

const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  Record<Kept, RecordedState>
>

/** A memory of release 0.1.0: the step of its session, what of it is kept, and the state that it restored from it. */
export type RecordedMemory = { step: string; kept: Kept; state: RecordedState }

export const recordedMemories: RecordedMemory[] = Object.entries(expected).flatMap(([step, states]) =>
  Object.entries(states).map(([kept, state]) => ({ step, kept: kept as Kept, state })),
)

/** Puts the file of a recorded memory at `path`. */
export function unpackMemory({ step, kept }: Pick<RecordedMemory, 'step' | 'kept'>, path: string): void {
  writeFileSync(path, gunzipSync(readFileSync(new URL(`${step}.${kept}.sqlite.gz`, folder))))
}
