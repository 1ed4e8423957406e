import { globSync, readFileSync } from 'node:fs'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'

/** What may listen to keys beside the guard, because nothing is done by them: who points, who is there, what is erased, sound. */
const HARMLESS = [
  'hall-server/web/counter/use-pointing.ts',
  'hall-server/web/display/components/SoundHint.vue',
  'kiosk/screen/src/pages/pin/Page.vue',
  'kiosk/screen/src/touch/browser-gestures.ts',
]

test('pages hear keys through the one guard that tells machines from people', () => {
  const pages = ['hall-server/web', 'kiosk/screen/src', 'ui/src/components']
  const files = pages.flatMap((folder) => globSync(`${folder}/**/*.{ts,vue}`, { cwd: inRoot() }))
  expect(files.length).toBeGreaterThan(100)
  const listening = files.filter((file) =>
    /['"@:](?:on)?key(?:down|up|press)\b|\bkey(?:down|up|press):|accesskey/i.test(
      readFileSync(inRoot(file), 'utf8'),
    ),
  )
  expect(listening.sort()).toEqual(HARMLESS)
})
