import { expect, test } from 'vitest'
import { readCommandLine } from './target.ts'

test('switches are skipped, preloads collected, and the first plain word is the app', () => {
  const words = ['--inspect=0', '-r', '/loader.js', '--no-sandbox', '/app', '--kiosk', '-r', 'no']
  expect(readCommandLine(words)).toEqual({ preloads: ['/loader.js'], app: '/app' })
})

test('a command line without an app names none', () => {
  expect(readCommandLine(['--no-sandbox'])).toEqual({ preloads: [], app: null })
})
