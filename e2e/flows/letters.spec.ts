import type { Page } from 'playwright/test'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { expect, test } from '../fixtures/test.ts'

/** Two that Noto's fonts have, and a picture that needs a font of its own. */
const LETTERS = ['䢺', '𠮷', '🛢']

/** Which of these letters the fonts of the kiosk's machine have: what none has looks, at any size, like no character at all. */
function had(screen: Page, letters: readonly string[]): Promise<string[]> {
  return screen.evaluate((all) => {
    const look = (letter: string): string => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 300
      const context = canvas.getContext('2d')
      if (!context) return ''
      context.font = `200px ${getComputedStyle(document.body).fontFamily}`
      context.fillText(letter, 20, 220)
      return canvas.toDataURL()
    }
    return all.filter((letter) => look(letter) !== look('\u{10FFFF}'))
  }, letters)
}

test('letters that no printer has are drawn by the kiosk and stand on the ticket; what no font has is a box', async () => {
  const hall = await TestHall.start((file) => {
    const service = file.services.find(({ name }) => name.zh === '缴纳电费')
    if (service) service.name.zh = `电费${LETTERS.join('')}`
  })
  const kiosk = await startKiosk(hall)
  try {
    const fonts = await had(kiosk.screen, LETTERS)
    expect(fonts).toEqual(expect.arrayContaining(['䢺', '𠮷']))
    await kiosk.takeTicket('电费')
    const { text, rows } = await hall.devices.printer.control.waitPaper()
    const signs = LETTERS.map((letter) => (fonts.includes(letter) ? '▣' : '□')).join('')
    expect(text).toContain(`电费${signs}`)
    const dots = rows.flatMap((row) => (row['ownDots'] ?? []) as string[])
    expect(new Set(dots).size).toBe(fonts.length)
    for (const letter of dots) {
      const black = Buffer.from(letter, 'base64').reduce((sum, byte) => sum + bits(byte), 0)
      // Strokes, neither a speck nor a blot.
      expect(black).toBeGreaterThan(50)
      expect(black).toBeLessThan(400)
    }
  } finally {
    await kiosk.close()
    await hall.stop()
  }
})

function bits(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length
}
