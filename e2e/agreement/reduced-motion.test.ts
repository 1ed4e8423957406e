import { inRoot } from '@service-hall/harness/paths'
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const SCREENS = ['ui/src', 'hall-server/web', 'kiosk/screen/src', 'console/web']
const styles = SCREENS.flatMap((folder) => globSync(inRoot(folder, '**/*.{css,vue}'))).map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))

/** A duration alone gives every property a transition: a size that is set and measured at once is still the old one. */
test('reduced motion ends transitions and gives no property one', () => {
  expect(styles.length).toBeGreaterThan(50)
  expect(styles.filter(({ text }) => text.includes('transition-duration')).map(({ file }) => file)).toEqual(
    [],
  )
  const reducing = styles.filter(({ text }) => text.includes('transition: none !important'))
  expect(reducing.map(({ file }) => file.slice(inRoot('.').length + 1)).sort()).toHaveLength(3)
})
