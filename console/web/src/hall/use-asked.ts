import { ref, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ask } from '../api/api.ts'

/** An answer of the hub that a page shows, and what became of asking for it. */
export type Asked<T> = {
  value: Readonly<ShallowRef<T | null>>
  failed: Readonly<Ref<string | null>>
  busy: Readonly<Ref<boolean>>
  again: () => Promise<void>
}

/**
 * Asks for a path whenever it changes; null: nothing is asked. While the next answer is on its way the one before stays;
 * an answer that comes late, to a question before, is passed over.
 */
export function useAsked<T>(path: () => string | null): Asked<T> {
  const value = shallowRef<T | null>(null)
  const failed = ref<string | null>(null)
  const busy = ref(false)
  let latest = 0

  async function again(): Promise<void> {
    const asked = path()
    const turn = (latest += 1)
    if (asked === null) return
    busy.value = true
    const answer = await ask<T>('GET', asked)
    if (turn !== latest) return
    busy.value = false
    failed.value = answer.ok ? null : answer.code
    if (answer.ok) value.value = answer.value
  }
  watch(
    path,
    () => {
      failed.value = null
      void again()
    },
    { immediate: true },
  )
  return { value, failed, busy, again }
}

/** A path with a query; what is undefined or empty is left out. */
export function pathWith(path: string, query: Record<string, string | number | undefined | null>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  return `${path}?${search.toString()}`
}
