import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Standing } from '../hub/halls/directory.ts'
import { startHub } from '../hub/hub.ts'
import type { RunningHub } from '../hub/hub.ts'
import { aDatabase, aFolder } from './engines.ts'
import type { Engine } from './engines.ts'

export type TestHub = RunningHub & {
  url: string
  /** Stops it and starts it anew on what it had. */
  restart(): Promise<TestHub>
  /** Another node on the same database. */
  another(): Promise<TestHub>
  log: ReturnType<typeof aLog>
}

export type TestHubOptions = {
  engine?: Engine
  standing?: (hallId: string, key: string) => Standing
}

/** A real hub on a free port; stopped after the test. `standing` of halls by key, else they are admitted. */
export async function aHub({ engine = 'sqlite', standing }: TestHubOptions = {}): Promise<TestHub> {
  return start({
    dataFolder: aFolder(),
    database: await aDatabase(engine),
    standing: standing ?? (() => 'admitted'),
  })
}

type Place = { dataFolder: string; database: string; standing: (hallId: string, key: string) => Standing }

async function start(place: Place): Promise<TestHub> {
  const { standing, ...where } = place
  const log = aLog()
  const running = await startHub({ ...where, port: 0, host: '127.0.0.1', directory: { standing }, log })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= running.close())
  onTestFinished(close)
  return {
    ...running,
    log,
    url: `http://127.0.0.1:${running.port}`,
    close,
    another: () => start(place),
    async restart() {
      await close()
      return start(place)
    },
  }
}
