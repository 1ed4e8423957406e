import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IMAGES_FOLDER, LAST_VIEW_FILE } from '@service-hall/contract'
import { app, ipcMain, powerSaveBlocker, session } from 'electron'
import type { BrowserWindow, IpcMainEvent } from 'electron'
import { strictText } from '@service-hall/server-kit/strict-text'
import { AgentHost } from './agent-host.ts'
import { captureAtRest } from './capture.ts'
import { openKioskWindow } from './kiosk-window.ts'
import { lockDownApp, lockDownSession } from './lock-down.ts'
import { createLog, reasonOf } from './log.ts'
import { declareScheme, isOurs, serveScreen } from './screen-protocol.ts'
import { readSettings } from './settings.ts'
import type { KioskSettings } from './settings.ts'
import { dropVariables, isOpenBuild, refusedSwitches } from './switches.ts'

const log = createLog((line) => process.stderr.write(line), Date.now)
/** Bundles lie in dist/shell, dist/agent and dist/screen (scripts/build/build.ts). */
const dist = join(__dirname, '..')

// Electron would show a dialog with a stack: no customer should, and the system starts the kiosk again.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (cause: unknown) => {
    log.error('shell.bug', cause)
    app.exit(70)
  })
}

/** Exit codes as of sysexits.h: not started as it should be. */
const USAGE = 64

// What a kiosk writes belongs to its user alone.
process.umask(0o077)
if (mayStart()) {
  try {
    run(settingsOfThisMachine())
  } catch (error) {
    log.error('shell.settings', error)
    app.exit(USAGE)
  }
}

/** Chromium has read its switches before the first line of ours: with one that opens it, an installed kiosk ends. */
function mayStart(): boolean {
  if (isOpenBuild(app.isPackaged, app.isPackaged ? ownManifest() : null)) {
    if (app.isPackaged) log.warn('shell.testBuild')
    return true
  }
  for (const name of dropVariables(process.env)) log.warn('shell.variableIgnored', { name })
  const refused = refusedSwitches(process.argv.slice(1))
  if (refused.length === 0) return true
  log.error('shell.switchesRefused', 'an installed kiosk takes no switches but its own', {
    switches: refused.join(' '),
  })
  app.exit(USAGE)
  return false
}

function ownManifest(): unknown {
  return JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'))
}

/** The kiosk program: one window, one agent, no way out but the maintenance page and the system's own signals. */
function run(settings: KioskSettings): void {
  app.setPath('userData', join(settings.data, 'electron'))
  // One kiosk for each data folder; a second start ends at once.
  if (!app.requestSingleInstanceLock()) {
    log.warn('shell.secondInstance')
    return app.exit(0)
  }
  declareScheme()
  lockDownApp(log, settings.devTools)

  let window: BrowserWindow | undefined
  let isLeaving = false
  const lastView = readLastView(settings.data)
  const agent = new AgentHost({
    file: join(dist, 'agent/main.cjs'),
    args: [
      '--kind',
      'kiosk',
      '--station',
      settings.station,
      '--hall',
      settings.hall,
      '--data',
      settings.data,
      ...(settings.allow === null ? [] : ['--allow', settings.allow]),
      ...(settings.trust === null ? [] : ['--trust', settings.trust]),
      ...(settings.install === null ? [] : ['--install', settings.install]),
    ],
    log,
    onPort: (port) => window?.webContents.postMessage('kiosk:port', null, [port]),
    onExitKiosk: () => leave('maintenance'),
    onRelaunch: () => {
      app.relaunch()
      leave('installed')
    },
    onCapture: () => captureAtRest(window, log),
  })

  function leave(cause: string): void {
    if (isLeaving) return
    isLeaving = true
    log.info('shell.leaving', { cause })
    void agent.stop().then(() => app.exit(0))
  }

  app.on('before-quit', (event) => {
    event.preventDefault()
    if (settings.windowed) leave('quit')
  })
  app.on('window-all-closed', () => {
    if (settings.windowed) leave('closed')
  })
  app.on('child-process-gone', (_event, { type, reason }) => log.warn('shell.childGone', { type, reason }))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave(signal))

  ipcMain.on('kiosk:connect', (event) => {
    if (!isOurPage(event, window)) return log.warn('lock.sender')
    void lastView.then((view) => view !== null && event.sender.send('kiosk:lastView', view))
    agent.connectScreen()
  })

  void app.whenReady().then(() => {
    log.info('shell.ready', { ms: Math.round(performance.now()), electron: process.versions['electron'] })
    agent.start()
    // In memory only: whatever a page might keep is gone with the program.
    const kioskSession = session.fromPartition('kiosk')
    lockDownSession(kioskSession, log, settings.devTools)
    serveScreen(kioskSession, {
      folder: join(dist, 'screen'),
      images: join(settings.data, IMAGES_FOLDER),
    })
    window = openKioskWindow({
      settings,
      session: kioskSession,
      preload: join(dist, 'shell/preload.cjs'),
      log,
      mayClose: () => settings.windowed || isLeaving,
    })
    powerSaveBlocker.start('prevent-display-sleep')
  })
}

/** Messages are taken from the main frame of our own page in our own window, and from nobody else. */
function isOurPage({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow | undefined): boolean {
  return sender === window?.webContents && senderFrame === sender.mainFrame && isOurs(senderFrame.url)
}

function settingsOfThisMachine(): KioskSettings {
  const file = process.env['KIOSK_SETTINGS'] ?? join(app.getPath('userData'), 'kiosk.json')
  const parsed: unknown = existsSync(file) ? JSON.parse(strictText(readFileSync(file))) : null
  const { isPackaged } = app
  return readSettings(process.argv.slice(1), process.env, parsed, {
    home: app.getPath('userData'),
    isPackaged,
  })
}

/** What the agent last showed; null when there is none that can be read. */
async function readLastView(data: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(data, LAST_VIEW_FILE), 'utf8')) as unknown
  } catch (error) {
    log.info('shell.noLastView', { reason: reasonOf(error) })
    return null
  }
}
