import { expect, test } from 'vitest'
import { noticesAt } from './notice-text.ts'

const notice = (id: string, work: object, more: object = {}) => ({
  ...{ id, work, on: ['kiosks'], since: 1, until: 100, ...more },
})

test('what stands at a place is said in both languages, as long as its time lasts, the newest first', () => {
  const notices = {
    a: notice('a', { kind: 'message', text: { zh: '请稍候', en: 'Wait' }, on: ['kiosks'], forMs: 60_000 }),
    b: notice(
      'b',
      {
        ...{ kind: 'divert', toHallId: 'H2', toName: { zh: '东厅', en: 'East' }, metres: 1_240 },
        ...{ waitMinutes: 5, forMs: 60_000 },
      },
      { since: 2 },
    ),
    c: notice('c', { kind: 'openCounter' }, { on: ['counters'] }),
    d: notice('d', { kind: 'dance' }),
  }
  const view = { config: null, notices: notices as never }
  expect(noticesAt(view, 'kiosks', 50).map(({ text }) => text.zh)).toEqual([
    ...['本厅等候人数较多，可前往东厅，距离约 1.2 公里，当前等候约 5 分钟', '请稍候'],
  ])
  expect(noticesAt(view, 'counters', 50)).toMatchObject([{ id: 'c', kind: 'openCounter' }])
  expect(noticesAt(view, 'kiosks', 100)).toEqual([])
  expect(noticesAt({ config: null }, 'kiosks', 1)).toEqual([])
})

test('where customers are sent it is said how many wait there now, as far as anybody knows', () => {
  const divert = { kind: 'divert', toHallId: 'H2', toName: { zh: '东厅', en: 'East' }, forMs: 60_000 }
  const view = { config: null, notices: { a: notice('a', divert) } as never }
  const said = (waiting: number | null) =>
    noticesAt(view, 'kiosks', 50, (id) => (id === 'H2' && waiting !== null ? { waiting } : null))[0]?.text
  expect(said(3)).toEqual({
    zh: '本厅等候人数较多，可前往东厅，现在 3 人等候',
    en: 'This hall is busy; East is quieter, 3 waiting there now',
  })
  expect(said(0)?.zh).toContain('现在无人等候')
  expect(said(null)?.zh).toBe('本厅等候人数较多，可前往东厅')
})
