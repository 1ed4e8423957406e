import { kioskImageOf } from '@service-hall/contract'
import { readImage } from '@service-hall/server-kit/image'
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

/** Where the built screen lies, and the images of the station's playlist. */
type Folders = { folder: string; images: string }

/**
 * Serves the built screen from its folder, the images of the station's playlist that are what their digest says, and
 * nothing else, under a policy that lets nothing else in.
 */
export function serveScreen(session: Session, { folder, images }: Folders): void {
  const found = async (pathname: string): Promise<{ type: string; body: Buffer } | null> => {
    const sha256 = kioskImageOf(pathname)
    if (sha256 === null) return findFile(folder, pathname)
    const image = await readImage(images, sha256)
    return image && { type: image.media, body: image.bytes }
  }
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = host === HOST && request.method === 'GET' ? await found(pathname) : null
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
