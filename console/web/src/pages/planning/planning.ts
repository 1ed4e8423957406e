import { profileKey } from '@service-hall/contract'
import type { PlanningSeen, ProfilePlace } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { useProfileWords } from '../profiles/words.ts'
import { ruleOf, serviceOf } from './rules.ts'

export type PlanningWords = {
  place: (from: string) => string
  rule: (path: string) => string
  value: (path: string, value: number | null) => string
}

/** What roster rules say, in the language that is on. */
export function usePlanningWords(services: () => PlanningSeen['services']): PlanningWords {
  const { t, say } = useText()
  const words = useProfileWords()
  return {
    place: (from) => (from === 'default' ? t('planning.standard') : words.place(from)),
    rule(path) {
      const id = serviceOf(path)
      if (id === null) return t(`planning.names.${path}`)
      const name = services().find((one) => one.id === id)?.name
      return t('planning.names.cover', { service: name ? say(name) : id })
    },
    value: (path, value) =>
      value === null ? t('planning.units.none') : t(`planning.units.${ruleOf(path).unit}`, { n: value }),
  }
}

/** Whether what is said at `from` is said at this place. */
export const isOwn = (place: ProfilePlace, from: string): boolean => from === profileKey(place)
