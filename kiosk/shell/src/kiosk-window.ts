import { BrowserWindow, screen } from 'electron'
import type { Session } from 'electron'
import type { Log } from './log.ts'
import { SCREEN_URL } from './screen-protocol.ts'
import type { KioskSettings } from './settings.ts'

const BACKGROUND = '#F5F7F7'
const RELOAD_MS = 500
const UNRESPONSIVE_MS = 5_000

export type KioskWindowOptions = {
  settings: KioskSettings
  session: Session
  preload: string
  log: Log
  /** Whether the window may close now. */
  mayClose: () => boolean
}

/** The kiosk's only window, shown at once and kept alive: a page that dies, hangs or cannot load is loaded again. */
export function openKioskWindow({
  settings,
  session,
  preload,
  log,
  mayClose,
}: KioskWindowOptions): BrowserWindow {
  const { windowed, devTools } = settings
  const window = new BrowserWindow({
    ...(windowed ? windowedBounds(settings) : { kiosk: true, fullscreen: true, frame: false }),
    title: 'Service Hall 智慧营业厅',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    show: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools,
      backgroundThrottling: false,
    },
  })
  window.on('close', (event) => {
    if (!mayClose()) event.preventDefault()
  })
  keepAlive(window, log)
  load(window, log)
  return window
}

function windowedBounds({ size }: KioskSettings): { width: number; height: number; useContentSize: true } {
  if (size !== null) return { ...size, useContentSize: true }
  const { height } = screen.getPrimaryDisplay().workAreaSize
  const fitting = Math.max(640, Math.round(height * 0.9))
  return { width: Math.round((fitting * 9) / 16), height: fitting, useContentSize: true }
}

function keepAlive(window: BrowserWindow, log: Log): void {
  const { webContents } = window
  let hanging: NodeJS.Timeout | undefined
  const reloadLater = (): void => {
    setTimeout(() => {
      if (!window.isDestroyed()) load(window, log)
    }, RELOAD_MS)
  }
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.warn('page.gone', { reason, exitCode })
    reloadLater()
  })
  webContents.on('did-fail-load', (_event, code, text, _url, isMainFrame) => {
    if (!isMainFrame) return
    log.warn('page.notLoaded', { code, text })
    reloadLater()
  })
  window.on('unresponsive', () => {
    log.warn('page.unresponsive')
    hanging ??= setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS)
  })
  window.on('responsive', () => {
    clearTimeout(hanging)
    hanging = undefined
  })
  webContents.on('did-finish-load', () => {
    clearTimeout(hanging)
    hanging = undefined
    log.info('page.loaded', { ms: Math.round(performance.now()) })
  })
}

function load(window: BrowserWindow, log: Log): void {
  // A failure comes back as did-fail-load as well, and is dealt with there.
  window.loadURL(SCREEN_URL).catch((cause: unknown) => log.warn('page.load', { reason: String(cause) }))
}
