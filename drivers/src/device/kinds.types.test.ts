import { expectTypeOf, test } from 'vitest'
import type { CardReader, CardReaderConfig, CardReaderEvent } from './card-reader/card-reader.ts'
import type { CounterDisplay } from './counter-display/counter-display.ts'
import type { DeviceConfig, DeviceEvent, DeviceKind, DeviceKinds } from './kinds.ts'
import type { PrinterConfig } from './printer/printer.ts'
import type { OperationName } from '../host/operations.ts'

test('derives exact types from the declarations of the kinds', () => {
  expectTypeOf<DeviceKinds['cardReader']>().toEqualTypeOf<{
    config: CardReaderConfig
    device: CardReader
    event: CardReaderEvent
  }>()
  expectTypeOf<DeviceKinds['counterDisplay']['device']>().toEqualTypeOf<CounterDisplay>()
  expectTypeOf<DeviceKinds['counterDisplay']['event']>().toEqualTypeOf<never>()
  expectTypeOf<Extract<DeviceConfig, { kind: 'printer' }>>().toEqualTypeOf<
    { kind: 'printer' } & PrinterConfig
  >()
  expectTypeOf<'printer' | 'ledBar'>().toExtend<DeviceKind>()
  expectTypeOf<string>().not.toExtend<DeviceKind>()
  expectTypeOf<Extract<DeviceEvent, { type: 'key' }>>().toEqualTypeOf<DeviceKinds['callPad']['event']>()
  expectTypeOf<'restart' | 'reset' | 'binEmptied'>().toExtend<OperationName>()
  expectTypeOf<string>().not.toExtend<OperationName>()
})
