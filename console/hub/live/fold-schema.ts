import { createHash } from 'node:crypto'
import { Fact } from '@service-hall/contract'
import { z } from 'zod'

/** Goes up when the same facts fold to something else than they did. */
const FOLD = 4

let known: string | null = null

/**
 * What a kept state depends on besides facts: which facts this release understands, and how it folds them. After an
 * upgrade states are made again from facts, so that what an older release passed over counts.
 */
export function foldSchema(): string {
  known ??= createHash('sha256')
    .update(JSON.stringify([FOLD, z.toJSONSchema(Fact, { unrepresentable: 'any' })]))
    .digest('base64url')
    .slice(0, 22)
  return known
}
