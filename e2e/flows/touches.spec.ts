import { expect, test } from '../fixtures/test.ts'

test('double taps and many fingers make one ticket', async ({ hall, kiosk }) => {
  const { screen } = kiosk
  await screen.getByRole('button', { name: /缴纳电费/ }).dblclick()
  const take = await screen.getByTestId('take').boundingBox()
  if (!take) throw new Error('no button to take a ticket')
  const [x, y] = [take.x + take.width / 2, take.y + take.height / 2]
  for (let tap = 0; tap < 4; tap += 1) await screen.mouse.click(x, y, { delay: 5 })
  await expect(screen.getByTestId('ticket-number')).toHaveText('A001')
  await hall.devices.printer.control.waitPaper()
  expect(await hall.factsOf('TicketIssued')).toHaveLength(1)
})

test('a long press and a slip of the finger do no harm', async ({ hall, kiosk }) => {
  const { screen } = kiosk
  const box = await screen.getByRole('button', { name: /缴纳电费/ }).boundingBox()
  if (!box) throw new Error('no service to touch')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  // Off the button before letting go: nothing happens.
  await screen.mouse.move(x, y)
  await screen.mouse.down()
  await screen.mouse.move(x, box.y + box.height + 200, { steps: 5 })
  await screen.mouse.up()
  await expect(screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
  // A long press is a press.
  await screen.getByRole('button', { name: /缴纳电费/ }).click({ delay: 1500 })
  await screen.getByTestId('take').click({ delay: 1500 })
  await hall.devices.printer.control.waitPaper()
  expect(await hall.factsOf('TicketIssued')).toHaveLength(1)
})
