import { computed } from 'vue'
import type { WritableComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import type { LocationQuery, LocationQueryValue, Router } from 'vue-router'

/** Changes of the address that are to be made together: each replaces it, and a later one must not lose an earlier one. */
const waiting = new WeakMap<Router, Map<string, string | null>>()

function put(router: Router, name: string, value: string | null): void {
  const known = waiting.get(router)
  if (known) return void known.set(name, value)
  const changes = new Map([[name, value]])
  waiting.set(router, changes)
  queueMicrotask(() => {
    waiting.delete(router)
    const query: LocationQuery = { ...router.currentRoute.value.query }
    for (const [key, text] of changes) {
      if (text === null) delete query[key]
      else query[key] = text
    }
    void router.replace({ ...router.currentRoute.value, query })
  })
}

const first = (value: LocationQueryValue | LocationQueryValue[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null

/**
 * A part of the address as a value: what a page shows stands in its address, so that it can be sent, kept and gone back
 * to. The default is left out of the address.
 *
 * @example
 * ```ts
 * const text = useQuery('text')
 * const sort = useQuery('sort', 'worst')
 * ```
 */
export function useQuery(name: string, fallback = ''): WritableComputedRef<string> {
  const router = useRouter()
  return computed({
    get: () => first(router.currentRoute.value.query[name]) ?? fallback,
    set: (value) => put(router, name, value === fallback ? null : value),
  })
}

/** The same for one of a few words; anything else in the address is the default. */
export function useChoice<const T extends string>(
  name: string,
  among: readonly T[],
  fallback: T,
): WritableComputedRef<T> {
  const text = useQuery(name, fallback)
  return computed({
    get: () => among.find((one) => one === text.value) ?? fallback,
    set: (value) => (text.value = value),
  })
}
