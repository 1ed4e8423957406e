import type { ScreenIntent } from '@service-hall/contract'
import { expect, test, vi } from 'vitest'
import { aView } from '../../test/builders.ts'
import { electronPort } from './electron-port.ts'

/** The preload's side, as the page meets it. */
function aPreload() {
  const posted: ScreenIntent[] = []
  let deliver: (message: unknown) => void = () => undefined
  const kiosk = {
    post: (intent: ScreenIntent) => void posted.push(intent),
    onMessage(callback: (message: unknown) => void) {
      deliver = callback
      return () => undefined
    },
  }
  return { kiosk, posted, deliver: (message: unknown) => deliver(message) }
}

test('hands on views and posts intents', () => {
  const preload = aPreload()
  const seen: unknown[] = []
  const port = electronPort(preload.kiosk, {
    onMessage: (message) => seen.push(message),
    onPresence: () => undefined,
  })
  preload.deliver({ type: 'view', view: aView() })
  port.send({ type: 'dismiss' })
  expect(seen).toEqual([{ type: 'view', view: aView() }])
  expect(preload.posted).toEqual([{ type: 'dismiss' }])
})

test('tells of a message it does not understand, and goes on', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const preload = aPreload()
  const seen: unknown[] = []
  electronPort(preload.kiosk, { onMessage: (message) => seen.push(message), onPresence: () => undefined })
  preload.deliver({ type: 'view', view: { link: 'upside down' } })
  preload.deliver({ type: 'view', view: aView() })
  expect(seen).toHaveLength(1)
  expect(told).toHaveBeenCalledOnce()
  told.mockRestore()
})
