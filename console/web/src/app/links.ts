import type { HallId } from '@service-hall/contract'
import { useRouter } from 'vue-router'
import type { RouteLocationRaw } from 'vue-router'

/** The way to a hall's page, from wherever a hall is named. */
export function useHallLink(): (hallId: HallId) => RouteLocationRaw {
  const router = useRouter()
  return (hallId) =>
    router.hasRoute('hall') ? { name: 'hall', params: { hallId } } : { path: `/halls/${hallId}` }
}
