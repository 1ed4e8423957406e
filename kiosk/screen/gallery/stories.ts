import { PAGES } from '../src/pages/index.ts'
import type { States } from '../test/states.ts'

const files = import.meta.glob<States>('../src/pages/*/states.ts', { eager: true, import: 'states' })

/** How each state of each page comes about. */
export const stories: Readonly<Record<string, States>> = Object.fromEntries(
  PAGES.map(({ name }) => [name, files[`../src/pages/${name}/states.ts`] ?? {}]),
)
