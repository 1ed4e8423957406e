import { localTime } from '@service-hall/contract'
import type { CounterId, HallFile } from '@service-hall/contract'
import { openCounter, signIn } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test } from '../fixtures/test.ts'

const DAY_MS = 86_400_000

test('the file is edited while a customer is served: counter renamed, service taken out', async ({
  hall,
  kiosk,
  browser,
}) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  for (const service of ['缴纳电费', '购电充值']) {
    await kiosk.takeTicket(service)
    await expect(kiosk.screen.getByTestId('done')).toBeVisible()
    await kiosk.finish()
  }
  await press(counter, 'callNext')
  await press(counter, 'start')
  await expect(currentNumber(counter)).toHaveText('A001')

  await hall.edit((file) => {
    renameCounter(file, 'C1', 'C1b')
    file.services = file.services.filter(({ id }) => id !== 'meterCard')
    for (const row of file.counters) row.skills = row.skills.filter((skill) => skill !== 'meterCard')
  })

  await press(counter, 'complete')
  const administration = await signIn(browser, hall, '9001', { page: 'admin' })
  await expect(administration.getByRole('heading', { name: '配置文件已移除、尚未办结' })).toBeVisible()
  await picture(administration, 'administration-retired')
  await expect(kiosk.screen.getByRole('button', { name: /购电充值/ })).toHaveCount(0)
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A002')
  await press(counter, 'start')
  await press(counter, 'complete')
  const completed = await hall.factsOf('ServiceCompleted')
  expect(completed.map(({ counterId }) => counterId)).toEqual(['C1b', 'C1b'])
})

test('a holiday closes a service by its date, says why and until when, and is announced', async ({
  browser,
}) => {
  const day = (ahead: number): string => localTime(Date.now() + ahead * DAY_MS, 'Asia/Shanghai').day
  const hall = await TestHall.start((file) => {
    file.specialDays = [
      {
        from: day(-1),
        to: day(5),
        name: { zh: '国庆节', en: 'National Day' },
        hours: 'closed',
        services: ['newConnection' as never],
      },
    ]
  })
  const kiosk = await startKiosk(hall)
  try {
    const closed = kiosk.screen.getByTestId('service-newConnection')
    await expect(closed).toBeDisabled()
    await expect(closed).toContainText('国庆节，')
    await expect(kiosk.screen.getByText('业扩报装停止办理')).toBeVisible()
    await picture(kiosk.screen, 'kiosk-holiday')
    await kiosk.screen.getByTestId('language').click()
    await expect(closed).toContainText('National Day, opens on')
    await kiosk.screen.getByTestId('language').click()
    await kiosk.takeTicket('缴纳电费')
    await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText('A001')
    const administration = await signIn(browser, hall, '9001', { page: 'admin' })
    await expect(administration.getByRole('heading', { name: '特殊日期' })).toBeVisible()
    await expect(administration.getByText(/国庆节（.*业扩报装停止办理/)).toBeVisible()
  } finally {
    await kiosk.close()
    await hall.stop()
  }
})

function renameCounter(file: HallFile, from: string, to: string): void {
  const id = to as CounterId
  for (const row of file.counters) if (row.id === from) row.id = id
  for (const row of file.devices) if ('counter' in row && row.counter === from) row.counter = id
}
