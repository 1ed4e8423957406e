import type { HallConfig, ScreenTicket, ServiceId } from '@service-hall/contract'
import type { PaperDocument } from '@service-hall/drivers'
import { expect, test } from 'vitest'
import { aConfig } from '../../test/builders.ts'
import { ticketDocument } from './ticket-document.ts'
import { shownTicket } from './ticket.ts'

const EVENING = Date.parse('2026-01-05T16:55:00+08:00')

function aHall(to: string, languages: HallConfig['hall']['languages'] = ['zh', 'en']): HallConfig {
  const config = aConfig()
  config.hall.languages = languages
  for (const service of config.services)
    service.openingHours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to }]
  return config
}
const aTicket = (config: HallConfig, at: number | undefined = EVENING): ScreenTicket =>
  shownTicket(
    { id: 'ticket-0001' as never, number: 'A001', serviceId: 'pay' as ServiceId, issuedAt: EVENING, at },
    config,
  )
const textsOf = ({ items }: PaperDocument): string[] =>
  [...items].flatMap((item) => (item.type === 'text' ? [item.text] : []))

test.each([58, 80] as const)(
  'paper of %d mm says in the languages of the hall how long the ticket lasts',
  (width) => {
    const said = (config: HallConfig): string[] =>
      textsOf(ticketDocument({ ticket: aTicket(config), attempt: 1 }, config, width)).filter((text) =>
        /当日|Valid/.test(text),
      )
    expect(said(aHall('17:30'))).toEqual(['当日有效，办理至 17:30', 'Valid today only, until 17:30'])
    expect(said(aHall('17:30', ['zh']))).toEqual(['当日有效，办理至 17:30'])
    expect(said(aHall('24:00'))).toEqual([])
  },
)

test('nothing is said of a time that nobody knows', () => {
  const config = aHall('17:30')
  expect(aTicket(config)).toMatchObject({ validToday: { until: '17:30' } })
  const { number, serviceId, issuedAt } = aTicket(config)
  expect(shownTicket({ id: 'ticket-0001' as never, number, serviceId, issuedAt }, config)).not.toHaveProperty(
    'validToday',
  )
})
