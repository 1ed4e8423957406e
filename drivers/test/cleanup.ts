import { afterEach } from 'vitest'

/** Collects what a test started; all of it is ended after the test, last first. */
export function cleanup(): (end: () => Promise<void>) => void {
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })
  return (end) => endings.push(end)
}
