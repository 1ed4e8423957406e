import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cleanup } from '../../test/cleanup.ts'
import { nodeOf } from './node-watch.ts'

const onEnd = cleanup()

test('a link made anew is another, also where the file system gives it the number of the one before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-node-'))
  onEnd(async () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'usb-printer')
  const seen = new Set<string>()
  for (let made = 0; made < 20; made += 1) {
    symlinkSync('/dev/null', path)
    const first = await nodeOf(path)
    expect(await nodeOf(path)).toBe(first)
    seen.add(first)
    // A clock of the file system may stand for some milliseconds; what an adapter needs to come back is far longer.
    await new Promise((resolve) => setTimeout(resolve, 20))
    rmSync(path)
  }
  expect(seen.size).toBe(20)
})
