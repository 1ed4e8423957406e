import { onUnmounted, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useSession } from '../access/session-store.ts'
import { pages } from '../pages/index.ts'
import { useQuery } from './query.ts'
import { useWall } from './wall.ts'

/** Least time that a page stands before the next one comes, s. */
const SHORTEST_S = 10

export type Rotation = { isOn: () => boolean; toggle: () => void }

/** On a wall pages follow each other when asked: `?wall=1&rotate=30` shows each for half a minute. */
export function useRotation(): Rotation {
  const router = useRouter()
  const session = useSession()
  const wall = useWall()
  const seconds = useQuery('rotate')
  const isOn = (): boolean => wall.on.value && /^\d{1,4}$/.test(seconds.value)
  const steps = pages.flatMap(({ name, power, wall: views = [] }) =>
    session.mayAnywhere(power) ? views.map((query) => ({ name, query })) : [],
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  let at = 0

  function next(): void {
    clearTimeout(timer)
    if (!isOn() || steps.length === 0) return
    timer = setTimeout(
      () => {
        at = (at + 1) % steps.length
        const step = steps[at]
        const { region, wall: mode, rotate } = router.currentRoute.value.query
        if (step) void router.replace({ ...step, query: { ...step.query, region, wall: mode, rotate } })
        next()
      },
      Math.max(SHORTEST_S, Number(seconds.value)) * 1_000,
    )
  }
  watch([wall.on, seconds], next, { immediate: true })
  onUnmounted(() => clearTimeout(timer))
  return { isOn, toggle: () => (seconds.value = seconds.value === '' ? '30' : '') }
}
