import { describe, expect, onTestFinished, test } from 'vitest'
import { KeyGuard } from './key-guard.ts'
import type { KeyClock } from './key-guard.ts'
import { HOLD_BACK_MS, MACHINE_REST_MS } from './pace.ts'

/** A place on the page that has the focus: a button, a text field, a list of choices or nothing of the kind. */
class Place {
  readonly ownerDocument = { activeElement: this as unknown }
  readonly is: 'button' | 'field' | 'page'
  clicks = 0
  constructor(is: Place['is']) {
    this.is = is
  }
  closest(selector: string): this | null {
    const wanted = { button: 'button', field: 'textarea', page: 'nothing' }[this.is]
    return selector.split(',').includes(wanted) ? this : null
  }
  matches(selector: string): boolean {
    return selector === 'input' && this.is === 'field'
  }
  click(): void {
    this.clicks += 1
  }
}

/** A page whose time passes as the test says. */
function aPage(is: Place['is']) {
  let now = 0
  let timer: { at: number; task: () => void } | null = null
  const clock: KeyClock = {
    monotonic: () => now,
    after(ms, task) {
      const mine = (timer = { at: now + ms, task })
      return () => {
        if (timer === mine) timer = null
      }
    },
  }
  const page = new EventTarget()
  const place = new Place(is)
  const told = { keys: '', scans: [] as string[], browser: '' }
  const guard = new KeyGuard(page, {
    clock,
    onKey: ({ key }) => (told.keys += key),
    onScan: (text) => told.scans.push(text),
  })
  onTestFinished(() => guard.close())

  function pass(ms: number): void {
    const until = now + ms
    while (timer && timer.at <= until) {
      const { at, task } = timer
      timer = null
      now = Math.max(now, at)
      task()
    }
    now = until
  }
  /** The late timer runs first, then the input that waited, as a browser may have it. */
  function standStill(ms: number, input: () => void): void {
    now += ms
    const late = timer
    timer = null
    late?.task()
    input()
  }
  function fire(type: string, fields: Record<string, unknown>): boolean {
    const event = new Event(type, { cancelable: true })
    for (const [name, value] of Object.entries({
      timeStamp: now,
      target: place,
      code: '',
      repeat: false,
      ...fields,
    }))
      Object.defineProperty(event, name, { value })
    page.dispatchEvent(event)
    return !event.defaultPrevented
  }
  function down(key: string, more: Record<string, unknown> = {}): void {
    const code = key.length > 1 ? key : `Char-${key}`
    if (fire('keydown', { key, code, ...more })) told.browser += `${key};`
  }
  function up(key: string): void {
    fire('keyup', { key, code: key.length > 1 ? key : `Char-${key}` })
  }
  function type(keys: readonly string[], gap: number): void {
    for (const key of keys) {
      down(key)
      up(key)
      pass(gap)
    }
  }
  return {
    place,
    told,
    pass,
    standStill,
    down,
    up,
    type,
    paste: (text: string) => fire('paste', { clipboardData: { getData: () => text } }),
  }
}
const bill = [...'3201457896', 'Enter']

describe('a scanner', () => {
  test('presses no shortcut, and what it typed is told as a scan', () => {
    const { told, type, pass } = aPage('page')
    type(bill, 5)
    pass(MACHINE_REST_MS)
    expect(told).toEqual({ keys: '', scans: ['3201457896\n'], browser: '' })
  })

  test.each(['Enter', 'Tab', ' '])('presses no button that has the focus by ending in %j', (end) => {
    const { place, told, type, pass } = aPage('button')
    type([...'77', end], 12)
    pass(1_000)
    expect([place.clicks, told.browser]).toEqual([0, ''])
  })

  test('writes into a text field and its Enter sends no form', () => {
    const { told, type, pass } = aPage('field')
    type(bill, 8)
    pass(1_000)
    expect(told).toEqual({ keys: '', scans: [], browser: [...'3201457896'].map((one) => `${one};`).join('') })
  })

  test('that pastes its text presses nothing by the Enter after it', () => {
    const { place, told, pass, type, paste } = aPage('button')
    paste('3201457896')
    pass(150)
    type(['Enter'], 1_000)
    expect([place.clicks, told.scans]).toEqual([0, ['3201457896\n']])
  })
})

describe('a person', () => {
  test('presses a shortcut, a moment later', () => {
    const { told, down, up, pass } = aPage('page')
    down('1')
    pass(HOLD_BACK_MS - 1)
    expect(told.keys).toBe('')
    up('1')
    pass(1)
    expect(told).toEqual({ keys: '1', scans: [], browser: '' })
  })

  test.each(['Enter', ' '])(
    'presses the button that has the focus by %j, once however long it is held',
    (key) => {
      const { place, down, up, pass } = aPage('button')
      down(key)
      pass(400)
      for (let times = 0; times < 20; times += 1) {
        down(key, { repeat: times % 2 === 0 })
        pass(30)
      }
      up(key)
      pass(400)
      expect(place.clicks).toBe(1)
      down(key)
      pass(400)
      expect(place.clicks).toBe(2)
    },
  )

  test('who moved on meanwhile presses nothing behind', () => {
    const { place, down, pass } = aPage('button')
    down('Enter')
    place.ownerDocument.activeElement = null
    pass(400)
    expect(place.clicks).toBe(0)
  })

  test('keeps the keys of the browser and of text fields', () => {
    const page = aPage('page')
    page.type(['Tab', 'Escape', 'ArrowDown'], 200)
    page.down('c', { ctrlKey: true })
    expect(page.told.browser).toBe('Tab;Escape;ArrowDown;c;')
    const field = aPage('field')
    field.type([...'A001', 'Enter'], 90)
    expect(field.told).toEqual({ keys: '', scans: [], browser: 'A;0;0;1;Enter;' })
  })

  test('types with Shift without being taken for a machine', () => {
    const { told, down, pass } = aPage('page')
    down('Shift')
    pass(20)
    down('?', { shiftKey: true })
    pass(400)
    expect(told).toMatchObject({ keys: '?', scans: [] })
  })
})

test('keys that came while the page stood still are read before it is said that none came', () => {
  const { told, down, pass, standStill } = aPage('page')
  down('3')
  standStill(2_000, () => down('2', { timeStamp: 5 }))
  pass(2_000)
  expect(told).toMatchObject({ keys: '', scans: ['32'] })
})
