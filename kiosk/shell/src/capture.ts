import type { Capture } from '@service-hall/contract'
import type { BrowserWindow } from 'electron'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'

/** The page says by itself that nobody is at it, and since when; nothing else is read of it. */
const REST = "document.querySelector('[data-rest]')?.dataset.rest ?? ''"
/** Pages change at once, and are painted within this, ms. */
const PAINTED_MS = 1_000
/** Height of the picture, pixels: enough to read it, small enough for a narrow line. */
const HEIGHT = 1_280
const QUALITY = 75

/**
 * A picture of the window while nobody is at it. The page must have been at rest since before it was last painted, and be
 * so still behind it: whatever a customer does or is shown in between, there is no picture.
 */
export async function captureAtRest(window: BrowserWindow | undefined, log: Log): Promise<Capture> {
  try {
    if (!window || window.isDestroyed()) return { is: 'failed', reason: 'no window' }
    const { webContents } = window
    const restNow = async (): Promise<string> => String(await webContents.executeJavaScript(REST))
    const before = await restNow()
    if (before === '') return { is: 'inUse' }
    await new Promise((resolve) => setTimeout(resolve, PAINTED_MS))
    if ((await restNow()) !== before) return { is: 'inUse' }
    const image = await webContents.capturePage()
    if ((await restNow()) !== before) return { is: 'inUse' }
    if (image.isEmpty()) return { is: 'failed', reason: 'an empty picture' }
    const { height } = image.getSize()
    const small = height > HEIGHT ? image.resize({ height: HEIGHT }) : image
    return { is: 'picture', jpeg: small.toJPEG(QUALITY) }
  } catch (cause) {
    log.error('page.notCaptured', cause)
    return { is: 'failed', reason: reasonOf(cause) }
  }
}
