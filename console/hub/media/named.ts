import { DirectiveWork, imagesOf, refuse, slidesOf } from '@service-hall/contract'
import type { HubFact, Playlist } from '@service-hall/contract'
import type { Knex } from 'knex'
import { RefusedAlongside } from '../records/refused-alongside.ts'
import { noteAsked } from './store.ts'

/** The playlist that a fact asks somebody to show; null: none, or one that was asked before. */
function playlistIn(fact: HubFact): Playlist | null {
  if (fact.type === 'MachinesSet') return fact.set.playlist ?? null
  if (fact.type !== 'DirectiveGiven' || fact.cause !== undefined) return null
  const { data: work } = DirectiveWork.safeParse(fact.work)
  return work?.kind === 'configure' ? work.settings.playlist : null
}

/**
 * Whoever names an image finds it here, and it stays from then on: in the transaction in which it is named it counts as
 * asked for, or the command is refused, because it has gone.
 */
export async function holdNamed(trx: Knex, facts: readonly HubFact[], { at }: { at: number }): Promise<void> {
  const named = facts.flatMap((fact) => imagesOf(slidesOf(playlistIn(fact))).map(({ sha256 }) => sha256))
  const digests = [...new Set(named)]
  if (digests.length > 0 && (await noteAsked(trx, digests, at)) < digests.length)
    throw new RefusedAlongside(refuse('media.imageGone'))
}
