import { chromium } from 'playwright'
import type { Browser } from 'playwright'
import { chromiumPath } from './machine/packages.ts'

/** The Chromium of this machine, quiet: it may ask nobody but the hall. Pages need no gesture to speak. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('There is no Chromium here; npm run ensure says how to get one.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
}
