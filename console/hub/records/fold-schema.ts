import { createHash } from 'node:crypto'
import { HubFact } from '@service-hall/contract'
import { z } from 'zod'

/** Goes up when the same facts fold to something else than they did and nothing below shows it. */
const FOLD = 2

/**
 * What a kept state depends on besides facts: which facts this release understands, which fields the state has, and what
 * facts do to them, as it is written. After an upgrade the state is made again from the facts.
 */
export function recordSchema(
  empty: object,
  changes: ReadonlyMap<string, readonly ((...of: never[]) => void)[]>,
): string {
  const folds = [...changes].map(([type, list]) => [type, ...list.map(String)])
  return createHash('sha256')
    .update(
      JSON.stringify([FOLD, z.toJSONSchema(HubFact, { unrepresentable: 'any' }), Object.keys(empty), folds]),
    )
    .digest('base64url')
    .slice(0, 22)
}
