import { expect, test, vi } from 'vitest'
import { vFit } from './fit.ts'

/** A block of text 20 letters wide in a page whose styles arrive late. */
function aBlock() {
  const page = { rem: 16, room: 160 }
  const style = { fontSize: '' }
  const element = {
    style,
    get clientWidth() {
      return page.room
    },
    scrollWidth: 320,
  } as unknown as HTMLElement
  const root = {}
  const fonts = new EventTarget()
  let resized: (() => void) | undefined
  vi.stubGlobal('document', { documentElement: root, fonts })
  vi.stubGlobal('getComputedStyle', (of: unknown) => ({ fontSize: `${of === root ? page.rem : 32}px` }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(heard: () => void) {
        resized = heard
      }
      observe = (): void => undefined
      disconnect = (): void => (resized = undefined)
    },
  )
  return { page, style, element, fonts, resize: () => resized?.() }
}

test('text is fitted again when its box or a font changes, until it is gone', () => {
  const { page, style, element, fonts, resize } = aBlock()
  vFit.mounted(element)
  expect(style.fontSize).toBe('1rem')
  page.rem = 8
  resize()
  expect(style.fontSize).toBe('2rem')
  page.room = 400
  fonts.dispatchEvent(new Event('loadingdone'))
  expect(style.fontSize).toBe('')
  page.room = 160
  vFit.unmounted(element)
  resize()
  fonts.dispatchEvent(new Event('loadingdone'))
  expect(style.fontSize).toBe('')
})
