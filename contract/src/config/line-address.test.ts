import { expect, test } from 'vitest'
import { lineAddress } from './line-address.ts'

test.each([
  ['tcp://localhost:9101', 'tcp://127.0.0.1:9101'],
  ['tcp://LOCALHOST:9101', 'tcp://127.0.0.1:9101'],
  ['tcp://localhost.:09101', 'tcp://127.0.0.1:9101'],
  ['tcp://127.0.1.1:9101', 'tcp://127.0.0.1:9101'],
  ['tcp://Printer.hall:9100', 'tcp://printer.hall:9100'],
  ['tcp://[::1]:9101', 'tcp://127.0.0.1:9101'],
  ['serial:COM3:', 'serial:COM3'],
  ['serial:com3', 'serial:COM3'],
  ['serial:COM03', 'serial:COM3'],
  ['serial:\\\\.\\COM3', 'serial:COM3'],
  ['serial:/dev//ttyUSB0', 'serial:/dev/ttyUSB0'],
  ['serial:/dev/serial/../ttyUSB0', 'serial:/dev/ttyUSB0'],
  ['serial:/dev/./ttyUSB0/', 'serial:/dev/ttyUSB0'],
  ['pcsc:ACS ACR38', 'pcsc:acs acr38'],
])('%s is %s', (written, one) => {
  expect(lineAddress(written)).toBe(one)
})

test.each([
  ['tcp://localhost:9101', 'tcp://localhost:9102'],
  ['serial:COM1', 'serial:COM11'],
  ['serial:/dev/ttyUSB0', 'serial:/dev/ttyusb0'],
])('%s and %s are two lines', (one, other) => {
  expect(lineAddress(one)).not.toBe(lineAddress(other))
})
