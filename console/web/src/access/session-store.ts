import { POWERS_OF } from '@service-hall/contract'
import type { ConsoleMe, Power, RegionId } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { ask } from '../api/api.ts'
import { toSignIn } from '../api/to-sign-in.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'

/** Who is signed in, and what they may where. The hub decides by itself; this says what is worth showing. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<ConsoleMe | null>(null)
  /** Code of what went wrong when the page asked who one is. */
  const failed = shallowRef<string | null>(null)
  const organisation = useOrganisation()

  async function load(): Promise<void> {
    const answer = await ask<ConsoleMe>('GET', '/api/me')
    failed.value = answer.ok ? null : answer.code
    if (answer.ok) me.value = answer.value
  }

  const grants = computed(() => me.value?.grants ?? [])
  /** Whether one has a power in a region, by a role there or above. */
  function may(power: Power, regionId: RegionId): boolean {
    const path = organisation.pathOf(regionId)
    return grants.value.some(
      (grant) => POWERS_OF[grant.role].includes(power) && path.some((at) => at.regionId === grant.regionId),
    )
  }
  /** Whether one has a power anywhere; `staff`: is on the staff of a hall. */
  function mayAnywhere(power: Power | 'staff' | 'anybody'): boolean {
    if (power === 'anybody') return true
    if (power === 'staff') return me.value?.isStaff === true
    return grants.value.some(({ role }) => POWERS_OF[role].includes(power))
  }

  async function signOut(): Promise<void> {
    const answer = await ask('DELETE', '/api/session')
    if (answer.ok) toSignIn()
    else failed.value = answer.code
  }

  return { me, failed, grants, load, may, mayAnywhere, signOut }
})
