import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Standing } from '../hub/halls/directory.ts'
import { startHub } from '../hub/hub.ts'
import type { HubOptions, RunningHub } from '../hub/hub.ts'
import { aDatabase, aFolder } from './engines.ts'
import type { Engine } from './engines.ts'

export type TestHub = RunningHub & {
  url: string
  /** Stops it and starts it anew on what it had. */
  restart(): Promise<TestHub>
  /** Another node on the same database. */
  another(): Promise<TestHub>
  log: ReturnType<typeof aLog>
  folder: string
  /** Where its database is. */
  database: string
}

export type TestHubOptions = {
  engine?: Engine
  /** Its database; absent: an empty one of the engine. */
  database?: string
  standing?: (hallId: string, key: string) => Standing
  /** Halls are let in by the organisation, as in earnest. */
  organised?: boolean
  behindProxy?: boolean
  pages?: HubOptions['pages']
  oidc?: HubOptions['oidc']
  notices?: HubOptions['notices']
}

/** A real hub on a free port; stopped after the test. `standing` of halls by key, else they are admitted. */
export async function aHub(options: TestHubOptions = {}): Promise<TestHub> {
  const { engine = 'sqlite', organised = false, behindProxy = false, standing = () => 'admitted' } = options
  return start({
    dataFolder: aFolder(),
    database: options.database ?? (await aDatabase(engine)),
    behindProxy,
    pages: options.pages,
    oidc: options.oidc,
    notices: options.notices,
    directory: organised ? undefined : { standing },
  })
}

type Place = Pick<
  HubOptions,
  'dataFolder' | 'database' | 'directory' | 'behindProxy' | 'pages' | 'oidc' | 'notices'
>
/** Others’ records are looked for often, and passwords cost little. */
const QUICK = { lookEveryMs: 100, hashCost: 2 ** 10 }

async function start(place: Place): Promise<TestHub> {
  const log = aLog()
  const running = await startHub({ ...place, ...QUICK, port: 0, host: '127.0.0.1', log })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= running.close())
  onTestFinished(close)
  return {
    ...running,
    log,
    folder: place.dataFolder,
    database: place.database ?? '',
    url: `http://127.0.0.1:${running.port}`,
    close,
    another: () => start(place),
    async restart() {
      await close()
      return start(place)
    },
  }
}
