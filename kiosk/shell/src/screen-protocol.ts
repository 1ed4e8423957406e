import { findFile, screenPolicy } from '@service-hall/server-kit/screen-files'
import { protocol } from 'electron'
import type { Session } from 'electron'

const SCHEME = 'app'
const HOST = 'kiosk'
/** The one page of the kiosk. */
export const SCREEN_URL = `${SCHEME}://${HOST}/index.html`

/** Whether an address is one of ours. */
export function isOurs(address: string): boolean {
  return address.startsWith(`${SCHEME}://${HOST}/`)
}

/** To be called before the app is ready: pages of ours count as a secure origin of their own. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built screen from its folder, and nothing outside of it, under a policy that lets nothing else in. */
export function serveScreen(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = host === HOST && request.method === 'GET' ? await findFile(folder, pathname) : null
    if (file === null) return new Response(null, { status: 404 })
    return new Response(new Uint8Array(file.body), {
      headers: {
        'content-type': file.type,
        'content-security-policy': screenPolicy(),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-cache',
      },
    })
  })
}
