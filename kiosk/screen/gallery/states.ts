import type { Gallery, ShowState } from '@service-hall/ui/gallery'
import type { States } from '../test/states.ts'
import { show } from './show.ts'
import { stories } from './stories.ts'

const SIZES = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
] as const

function shown(states: States): Record<string, ShowState> {
  return Object.fromEntries(Object.entries(states).map(([name, story]) => [name, show(story)]))
}

/** Every kiosk page in every state. */
export const gallery: Gallery = Object.fromEntries(
  Object.entries(stories).map(([page, states]) => [
    page,
    { sizes: SIZES, senior: true, states: shown(states) },
  ]),
)
