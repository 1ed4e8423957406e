import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Standing } from '../hub/halls/directory.ts'
import { startHub } from '../hub/hub.ts'
import type { RunningHub } from '../hub/hub.ts'

export type TestHub = RunningHub & { url: string; restart(): Promise<TestHub>; log: ReturnType<typeof aLog> }

/** A real hub on a free port; stopped after the test. `standing` of halls by key, else they are admitted. */
export async function aHub(
  options: { folder?: string; standing?: (hallId: string, key: string) => Standing } = {},
): Promise<TestHub> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'hub-'))
  if (!options.folder) onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const log = aLog()
  const running = await startHub({
    dataFolder: folder,
    port: 0,
    host: '127.0.0.1',
    directory: { standing: options.standing ?? (() => 'admitted') },
    log,
  })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= running.close())
  onTestFinished(close)
  return {
    ...running,
    log,
    url: `http://127.0.0.1:${running.port}`,
    close,
    async restart() {
      await close()
      return aHub({ ...options, folder })
    },
  }
}
