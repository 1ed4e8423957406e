import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AGENT_RESTART_CODE, IMAGES_FOLDER } from '@service-hall/contract'
import type { AgentToShell } from '@service-hall/contract'
import { createLog, exitOnUnhandled, reasonOf, reportNotStarted, systemClock } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { Agent } from './agent.ts'
import { USAGE, readCommandLine } from './command-line.ts'
import type { CommandLine } from './command-line.ts'
import type { AgentOptions } from './options.ts'
import { machineOf } from './directive/machine-control.ts'
import { RELEASE } from './directive/release.ts'
import { RecentLog } from './logs/recent-log.ts'
import { capturer } from './screen/capture.ts'
import { findParentPort, parentScreen } from './screen/parent-port.ts'
import type { ScreenPort } from './screen/port.ts'
import { openPreview } from './screen/preview.ts'
import { startAgent } from './start-agent.ts'

const TOKEN_BYTES = 24
/** How long an orderly stop may take, ms. */
const STOP_MS = 5_000

/**
 * The agent as a program: logs go to stderr, one JSON object a line; the preview's address to stdout. With a shell
 * above it (Electron) a restart is an exit, since the shell starts it again; alone it starts over in the same process.
 * Alone, and after another release was installed, it ends, for its service to start what is there now.
 *
 * @param release what it says it is; another for tests
 */
export async function run(args: string[], release = RELEASE): Promise<void> {
  process.umask(0o077)
  const recentLog = new RecentLog()
  const log = createLog((text) => {
    process.stderr.write(text)
    recentLog.add(text)
  })
  exitOnUnhandled(log)
  let line: CommandLine
  try {
    line = readCommandLine(args)
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n\n${USAGE}\n`)
    process.exit(2)
  }
  try {
    await recentLog.keepIn(line.data)
    process.on('exit', () => recentLog.flushNow())
    await runAgent(line, { log, recentLog, release })
  } catch (error) {
    reportNotStarted(log, 'agent.notStarted', error)
    process.exit(1)
  }
}

async function runAgent(
  line: CommandLine,
  { log, recentLog, release }: { log: Log; recentLog: RecentLog; release: string },
): Promise<void> {
  const parent = findParentPort()
  const tell = (message: AgentToShell): void => parent?.postMessage(message)
  let agent: Agent | undefined
  let starting: Promise<void> | undefined

  const stop = async (code: number): Promise<void> => {
    // Everything that matters is on disk already; a line that will not let go must not keep the program.
    setTimeout(() => {
      log.error('agent.stop', new Error(`not ended after ${STOP_MS} ms`))
      process.exit(code)
    }, STOP_MS).unref()
    try {
      await agent?.stop()
    } catch (cause) {
      log.error('agent.stop', cause)
    }
    process.exit(code)
  }
  const restart = (): void => {
    if (parent) return void stop(AGENT_RESTART_CODE)
    starting ??= (agent?.stop() ?? Promise.resolve()).then(start).finally(() => (starting = undefined))
    starting.catch((cause: unknown) => {
      reportNotStarted(log, 'agent.notStarted', cause)
      process.exit(1)
    })
  }
  const start = async (): Promise<void> => {
    agent = await startAgent({
      station: line.station,
      kind: line.kind,
      hall: line.hall,
      data: line.data,
      enrolCode: process.env['HALL_ENROL_CODE'],
      clock: systemClock,
      log,
      random: Math.random,
      randomBytes: () => randomBytes(10),
      openScreen,
      allows: line.allows,
      machine: machineOf(process.platform, { install: line.install }),
      trusted: line.trusted,
      release,
      capture: parent ? capturer(parent) : null,
      recentLog,
      onRestart: restart,
      onInstalled: () => (parent ? tell({ type: 'relaunch' }) : void stop(AGENT_RESTART_CODE)),
      onExitKiosk: () => (parent ? tell({ type: 'exitKiosk' }) : log.info('kiosk.noShell')),
    })
    log.info('agent.started', { station: line.station, kind: line.kind })
    tell({ type: 'ready' })
  }
  const openScreen: AgentOptions['openScreen'] = parent
    ? async (listener) => parentScreen(parent, listener, () => void stop(0))
    : line.preview && ((listener) => preview(line, log, listener))

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0))
  await start()
}

/** One token for all runs in this process, so that an open browser tab outlives a restart of the agent. */
const previewToken = process.env['KIOSK_PREVIEW_TOKEN'] ?? randomBytes(TOKEN_BYTES).toString('base64url')

async function preview(
  { preview: address, screen, data }: CommandLine,
  log: Log,
  listener: Parameters<NonNullable<AgentOptions['openScreen']>>[0],
): Promise<ScreenPort> {
  const { host, port } = address ?? { host: '127.0.0.1' as const, port: 0 }
  const folder = screen ?? builtScreen()
  const images = join(data, IMAGES_FOLDER)
  const opened = await openPreview({ host, port, folder, images, token: previewToken, log }, listener)
  process.stdout.write(`${JSON.stringify({ preview: opened.url })}\n`)
  return opened
}

/** Beside the agent's bundle, or in kiosk/dist when it runs from its sources. */
function builtScreen(): string {
  const here = dirname(resolve(process.argv[1] ?? '.'))
  const candidates = [join(here, '../screen'), join(here, '../../dist/screen')]
  return (
    candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? join(here, '../../dist/screen')
  )
}
