import { expect, test } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import UiTable from './UiTable.vue'

test('names every column for those who hear the table, also one whose heading is not shown', async () => {
  const columns = [
    { heading: 'Counter' },
    { heading: 'Waiting', right: true },
    { heading: 'Close', hidden: true },
  ]
  const rows = () => h('tr', h('td', 'Counter 1'))
  const html = await renderToString(createSSRApp(() => h(UiTable, { columns }, { default: rows })))
  const heads = [...html.matchAll(/<th\b([^>]*)><span\b([^>]*)>([^<]*)/g)].map(
    ([, th = '', span = '', text]) => ({
      text,
      column: th.includes('scope="col"'),
      right: th.includes('right'),
      hidden: span.includes('visually-hidden'),
    }),
  )
  expect(heads).toEqual([
    { text: 'Counter', column: true, right: false, hidden: false },
    { text: 'Waiting', column: true, right: true, hidden: false },
    { text: 'Close', column: true, right: false, hidden: true },
  ])
  expect(html).toContain('<td>Counter 1')
})
