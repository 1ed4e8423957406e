import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'
import { rooms } from './rooms.config.ts'

const testsUnder = (folders: readonly string[]): string[] => folders.map((folder) => `${folder}/**/*.test.ts`)

const outside = ['**/node_modules/**', '**/dist/**']

/** Where tests take values and give values, or have servers in their own process: their files share a worker. */
const sharing = testsUnder([
  'contract',
  'server-kit',
  'ui',
  'hall-server/src',
  'hall-server/web',
  'kiosk/agent/src',
  'console/web',
  'kiosk/screen',
  'drivers/src/frame',
  'drivers/src/paper',
  'scripts',
])

/** Real databases and servers in their own process: their files share a worker too, but may want a second try. */
const servers = testsUnder(['console/hub', 'console/cli', 'journal', 'kiosk/shell'])

/** What keeps facts and names, once more with the SQLite that is in Node itself: it carries them where npm's cannot. */
const onNodeSqlite = testsUnder([
  'journal',
  'hall-server/src/core',
  'hall-server/src/vault',
  'kiosk/agent/src/memory',
])

/** What a file does to time, the next one in the same worker would stand still by. */
const REAL_TIMERS = ['scripts/checks/real-timers.ts']

/** Files that take longest, which must not be the last to begin. */
const LONG = [
  'drivers/test/matrix/matrix.test.ts',
  'kiosk/agent/test/agent.test.ts',
  'drivers/src/device/cash-acceptor/cash-acceptor.test.ts',
  'drivers/cli/device.test.ts',
  'bench/soak.test.ts',
] as const

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((path) => moduleId.endsWith(path))
      return at < 0 ? LONG.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  plugins: [vue()],
  test: {
    // Long, like every deadline of a test that is not itself about time: a loaded machine is slow, not wrong.
    // Above the longest wait of the harness, which says what it waited for; this only says that it was too long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Most of a test with a device is waiting for the other end.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongFirst },
    unstubGlobals: true,
    // Programs that tests start are compiled once, not each time.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '.cache/node-compile') },
    projects: [
      {
        extends: true,
        test: {
          name: 'values',
          include: sharing,
          exclude: outside,
          isolate: false,
          setupFiles: REAL_TIMERS,
        },
      },
      {
        extends: true,
        test: {
          name: 'node:sqlite',
          include: onNodeSqlite,
          exclude: outside,
          env: { SERVICE_HALL_SQLITE: 'node' },
          isolate: false,
          setupFiles: REAL_TIMERS,
          retry: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          include: servers,
          exclude: outside,
          isolate: false,
          setupFiles: REAL_TIMERS,
          retry: 1,
        },
      },
      {
        extends: true,
        // A loaded machine may lose a race that a test of real lines takes for won: once more, and the report says so.
        test: {
          name: 'processes',
          include: testsUnder(rooms),
          exclude: [...outside, ...sharing, ...servers],
          retry: 1,
        },
      },
    ],
  },
})
