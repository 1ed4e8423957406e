import { defineKind } from '../common/define-kind.ts'
import { oneOf, positive, someOf, text, whole } from '../common/field.ts'
import { createCardReader } from './create-card-reader.ts'
import type { CardReader } from './card-reader.ts'
import type { ReaderTiming } from './reader-timing.ts'

const SERIAL = ['crt310', 'crt571', 'sankyo'] as const

const hasBin = ({ capabilities }: CardReader) => capabilities['captures'] === true

/** 读卡器: readers of chip cards. */
export const cardReader = defineKind({
  create: createCardReader,
  profiles: [...SERIAL, 'pcsc'],
  fields: {
    address: { ...whole(0, 15), profiles: SERIAL },
    timing: {
      ...someOf<ReaderTiming>({
        ackMs: positive,
        quickMs: positive,
        slowMs: positive,
        cancelMs: positive,
        gapMs: positive,
        watchMs: positive,
        pollMs: positive,
      }),
      profiles: SERIAL,
    },
    reader: { ...text, profiles: ['pcsc'] },
    leftBehindMs: positive,
    whenLeftBehind: oneOf('leave', 'capture'),
    whenFoundInside: oneOf('eject', 'capture', 'keep'),
  },
  bus: { crt571: { name: 'crt571', address: 0 } },
  operations: {
    reset: { run: (device) => device.reset() },
    eject: { run: (device) => device.eject() },
    capture: { fits: hasBin, run: (device) => device.capture('operator') },
  },
  simulators: { crt310: 'card-reader', crt571: 'card-reader', sankyo: 'card-reader', pcsc: null },
  errors: [
    'noMedia',
    'invalidMedia',
    'mediaJammed',
    'captureBinFull',
    'atrNotObtained',
    'protocolNotSupported',
    'securityFail',
    'readFailed',
  ],
})
