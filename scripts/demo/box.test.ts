import { expect, test } from 'vitest'
import { box, cells } from './box.ts'

test('counts Chinese characters as two cells', () => {
  expect(cells('叫号屏 V1')).toBe(9)
})

test('draws every line equally wide, Chinese or not', () => {
  const lines = box('智慧营业厅', [
    ['Counter terminal', 'http://127.0.0.1:8080/counter'],
    ['叫号屏', 'x'],
    '',
  ]).split('\n')
  expect(new Set(lines.map(cells)).size).toBe(1)
  expect(lines).toHaveLength(5)
  expect(lines[2]).toContain('叫号屏            x')
})
