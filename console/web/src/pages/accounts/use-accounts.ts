import type { AccountSeen } from '@service-hall/contract'
import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ask } from '../../api/api.ts'
import { sendUntilAnswered } from '../../api/commands.ts'
import type { Sent } from '../../api/commands.ts'

/** A first password that was just made; null: the answer that had it was lost. */
export type FirstPassword = Whose & { password: string | null }
type Whose = { name: string; accountId: string; /** Of a wall screen. */ wall: boolean }

export type Accounts = {
  list: ShallowRef<readonly AccountSeen[] | null>
  failed: Ref<string | null>
  first: ShallowRef<FirstPassword | null>
  load: () => Promise<void>
  /** Sends what answers with a first password, which stands in `first` then. */
  withPassword: (path: string, body: object, who: Whose) => Promise<Sent>
}

/** The accounts that one administers. */
export function useAccounts(): Accounts {
  const list = shallowRef<readonly AccountSeen[] | null>(null)
  const failed = ref<string | null>(null)
  const first = shallowRef<FirstPassword | null>(null)

  async function load(): Promise<void> {
    const answer = await ask<AccountSeen[]>('GET', '/api/accounts')
    failed.value = answer.ok ? null : answer.code
    if (answer.ok) list.value = answer.value
  }
  async function withPassword(path: string, body: object, who: Whose): Promise<Sent> {
    const answer = await sendUntilAnswered<{ password: string | null }>(path, body)
    await load()
    if (answer === null || 'ok' in answer) return answer
    first.value = { ...who, password: answer.password }
    return { ok: true, upTo: 0 }
  }
  return { list, failed, first, load, withPassword }
}
