import { DEVICES, FAULTY_DEVICES, maintenance, seen } from '../../../test/riverside.ts'
import type { Happening, States } from '../../../test/states.ts'

const open = (devices = DEVICES, link: 'online' | 'offline' = 'online'): Happening[] => [
  seen(),
  { type: 'corner' },
  { type: 'pin', pin: '246810' },
  seen({ link, maintenance: maintenance({ unlocked: true, devices }) }),
]
const tap = (on: string): Happening => ({ type: 'tap', on })

export const states: States = {
  sound: open(),
  faults: open(FAULTY_DEVICES),
  noDevices: open([]),
  manyDevices: open(
    [...DEVICES, ...FAULTY_DEVICES, ...DEVICES, ...FAULTY_DEVICES, ...DEVICES].map((device, n) => ({
      ...device,
      id: `${device.id}-${n + 1}`,
    })),
  ),
  hallAway: open(DEVICES, 'offline'),
  unknownCommands: [
    ...open(),
    seen({
      maintenance: maintenance({
        unlocked: true,
        devices: DEVICES,
        unknownCommands: [{ type: 'payment.confirm', id: 'payment-0001' }],
      }),
    }),
  ],
  testSent: [...open(), tap('.devices button')],
  restartOnceMore: [...open(), tap('[data-testid=restart-agent]')],
  exitOnceMore: [...open(), tap('[data-testid=exit-kiosk]')],
}
