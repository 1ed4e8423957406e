import { ChannelTarget } from '@service-hall/contract'
import type { ChannelId } from '@service-hall/contract'
import { freshBytes } from '@service-hall/server-kit'
import type { Cipher } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Store } from '../core/store.ts'
import { keepTarget, sealedTargets } from './store.ts'

const Kept = z.object({ target: ChannelTarget, secret: z.string().nullable() })
/** Where a channel goes; `secret`: what a webhook is signed with. */
export type KeptTarget = z.infer<typeof Kept>

/** Where channels go: sealed, because addresses and numbers are people's. */
export class ChannelTargets {
  readonly #store: Store
  readonly #cipher: Cipher

  constructor(store: Store, cipher: Cipher) {
    this.#store = store
    this.#cipher = cipher
  }

  async keep(trx: Knex, channelId: ChannelId, kept: KeptTarget): Promise<void> {
    const sealed = this.#cipher.seal(`channel ${channelId}`, JSON.stringify(kept)).toString('base64')
    await keepTarget(trx, channelId, sealed)
  }

  async all(): Promise<Map<string, KeptTarget>> {
    const found = new Map<string, KeptTarget>()
    for (const [channel, sealed] of await sealedTargets(this.#store)) {
      const text = this.#cipher.open(`channel ${channel}`, Buffer.from(sealed, 'base64'))
      found.set(channel, Kept.parse(JSON.parse(text)))
    }
    return found
  }
}

/** A fresh secret of a webhook, as Standard Webhooks spells it. */
export const freshSecret = (): string => `whsec_${Buffer.from(freshBytes(32)).toString('base64')}`

/** Where a channel goes, in parts that name nobody: the host of an address, ends of numbers. */
export function masked(target: ChannelTarget): string {
  switch (target.kind) {
    case 'webhook':
      return new URL(target.url).host
    case 'mail':
      return target.to.map((one) => one.replace(/^(.).*(@.*)$/, '$1…$2')).join(', ')
    case 'sms':
      return target.to.map((one) => `…${one.slice(-4)}`).join(', ')
  }
}
