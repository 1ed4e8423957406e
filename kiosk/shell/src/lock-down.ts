import { Menu, app } from 'electron'
import type { Session, WebContents } from 'electron'
import { mayReachPage } from './keys.ts'
import type { Log } from './log.ts'
import { isOurs } from './screen-protocol.ts'

/** To be called before the app is ready. */
export function lockDownApp(log: Log, devTools: boolean): void {
  // Chromium cannot sandbox what runs as root; tests do, and say so by this switch. The products run as a user.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Two fingers neither zoom nor leaf through a history.
  app.commandLine.appendSwitch('disable-pinch')
  app.commandLine.appendSwitch('overscroll-history-navigation', '0')
  app.commandLine.appendSwitch('disable-features', 'HardwareMediaKeyHandling,MediaSessionService,TranslateUI')
  // The one page loads nothing from a network: a process of its own for that would only cost memory.
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2')
  Menu.setApplicationMenu(null)
  // Every page there will ever be, whoever makes it.
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents, log, devTools))
}

/** No permission, no download, no address but ours: the page needs nothing of a browser. */
export function lockDownSession(session: Session, log: Log, devTools: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn('lock.permission', { permission })
    decide(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, decide) => {
    const isAllowed =
      isOurs(details.url) || isInline(details.url) || (devTools && details.url.startsWith('devtools:'))
    if (!isAllowed) log.warn('lock.request', { kind: details.resourceType })
    decide({ cancel: !isAllowed })
  })
}

function isInline(address: string): boolean {
  return address.startsWith('data:') || address.startsWith('blob:app://')
}

function lockDownPage(contents: WebContents, log: Log, devTools: boolean): void {
  const refuse = (what: string) => (event: { preventDefault: () => void }) => {
    log.warn('lock.refused', { what })
    event.preventDefault()
  }
  contents.setWindowOpenHandler(() => {
    log.warn('lock.refused', { what: 'window' })
    return { action: 'deny' }
  })
  contents.on('will-navigate', refuse('navigation'))
  contents.on('will-frame-navigate', refuse('navigation'))
  contents.on('will-redirect', refuse('redirect'))
  contents.on('will-attach-webview', refuse('webview'))
  contents.on('context-menu', refuse('contextMenu'))
  contents.on('select-bluetooth-device', refuse('bluetooth'))
  contents.on('before-input-event', (event, input) => {
    if (!devTools && !mayReachPage(input)) event.preventDefault()
  })
  contents.on('zoom-changed', () => contents.setZoomFactor(1))
  contents.on('did-finish-load', () => {
    contents.setZoomFactor(1)
    contents.setVisualZoomLevelLimits(1, 1).catch((cause: unknown) => log.error('lock.zoom', cause))
  })
  // A page that asks "leave?" must not keep itself from being reloaded.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  if (!devTools) contents.on('devtools-opened', () => contents.closeDevTools())
}
