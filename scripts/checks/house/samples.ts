import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Something new of a kind that the house is to take with one folder and one line, kept as a patch in `fixtures/`. */
export type Sample = {
  name: 'capability' | 'device-kind' | 'kiosk-page'
  figure: 'capabilityTouches' | 'deviceKindTouches' | 'kioskPageTouches'
  /** So many existing files it may have to edit. */
  most: number
  /** Tests that see what it adds to, beside its own. */
  tests: readonly string[]
}

export const samples: readonly Sample[] = [
  {
    name: 'capability',
    figure: 'capabilityTouches',
    most: 4,
    tests: [
      'contract/',
      'hall-server/src/core/',
      'hall-server/src/capabilities',
      'hall-server/src/gateway/commands',
    ],
  },
  {
    name: 'device-kind',
    figure: 'deviceKindTouches',
    most: 3,
    tests: ['drivers/src/device/kinds', 'drivers/test/matrix/harness/', 'e2e/agreement/'],
  },
  { name: 'kiosk-page', figure: 'kioskPageTouches', most: 2, tests: ['kiosk/screen/'] },
]

export const patchOf = ({ name }: Sample): string => join(import.meta.dirname, 'fixtures', `${name}.patch`)

/** The text of a sample's patch; null when there is none yet. */
export function readPatch(sample: Sample): string | null {
  const path = patchOf(sample)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** The files a patch speaks of: those it edits, moves or deletes, and those that it brings. */
export function filesIn(patch: string): { edited: string[]; added: string[] } {
  const files = patch.split(/^(?=diff --git )/m).flatMap((part) => {
    const [, path] = /^diff --git a\/\S+ b\/(\S+)$/m.exec(part) ?? []
    return path === undefined ? [] : [{ path, isNew: /^new file mode /m.test(part) }]
  })
  const paths = (isNew: boolean): string[] =>
    files.filter((file) => file.isNew === isNew).map(({ path }) => path)
  return { edited: paths(false), added: paths(true) }
}
