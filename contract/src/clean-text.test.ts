import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'
import { DeviceState } from './device/words.ts'
import { ReportPaper } from './ticket/commands.ts'
import { Identity } from './ticket/words.ts'

/** Marks of direction, joiners, controls, ends of lines, tags, half a letter. */
const UNSEEN = '\u202E\u2066\u200B\u200F\uFEFF\u0000\u001B\u0085\n\u2028\u00AD\uFE0F\u{E0041}'

test('what nobody sees is taken out of texts that peers bring; rare letters of names stay', () => {
  expect(cleanText(` ${UNSEEN}张${UNSEEN}测试 \uD800`)).toBe('张测试')
  for (const name of ['𠮷田测试', '买买提·吐尔逊', '\uE81A测', 'Ó’Brien-Šmit'])
    expect(cleanText(name)).toBe(name)
})

test('a name of a card, a device’s word and what proves a paper hold nothing unseen', () => {
  const idNumber = '990000194912310026'
  expect(Identity.parse({ name: `张${UNSEEN}测试`, idNumber }).name).toBe('张测试')
  expect(Identity.safeParse({ name: UNSEEN, idNumber }).success).toBe(false)
  expect(DeviceState.parse({ device: 'online', error: `paper${UNSEEN}Out` }).error).toBe('paperOut')
  const report = { type: 'ticket.paper', id: 'command-0001', ticketId: 'ticket-0001', attempt: 1 }
  const { evidence } = ReportPaper.schema.parse({ ...report, outcome: 'printed', evidence: `fence${UNSEEN}` })
  expect(evidence).toBe('fence')
})
