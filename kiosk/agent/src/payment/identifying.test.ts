import type { CardReader } from '@service-hall/drivers'
import { manualClock } from '@service-hall/drivers/testing'
import { expect, test, vi } from 'vitest'
import type { Ports } from '../ports.ts'
import { Identifying } from './identifying.ts'
import type { MeterSlot, SlotRead } from './meter/slot.ts'

test('a reader that fails is looked at again, so that the next card is read', async () => {
  const clock = manualClock()
  const error = vi.fn()
  const take = vi
    .fn<MeterSlot['take']>()
    .mockRejectedValueOnce(new Error('broken'))
    .mockResolvedValueOnce({ is: 'notMeterCard' })
    .mockReturnValue(new Promise<SlotRead>(() => {}))
  const card = vi.fn()
  const identifying = new Identifying(
    {
      clock,
      log: { error },
      hall: { config: {} },
      devices: { ofKind: (): CardReader[] => [] },
    } as unknown as Ports,
    { take } as unknown as MeterSlot,
    { found: vi.fn(), card },
  )
  identifying.follow(true)
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(1))
  expect(card).not.toHaveBeenCalled()
  await clock.advance(1_000)
  await vi.waitFor(() => expect(card).toHaveBeenCalledWith({ is: 'notMeterCard' }))
  identifying.stop()
})
