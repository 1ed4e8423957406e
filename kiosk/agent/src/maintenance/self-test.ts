import type { PaperDocument, PaperWidth } from '@service-hall/drivers'
import type { Log } from '@service-hall/server-kit'
import type { StationDevices } from '../devices/station-devices.ts'

/**
 * Tries a device out for a technician: a printer, whose knife may just have been freed, is told to recover and prints; the
 * others are asked how they are.
 */
export async function testDevice(
  devices: StationDevices,
  deviceId: string,
  jobId: string,
  log: Log,
): Promise<void> {
  const device = devices.device(deviceId)
  if (device === undefined) return log.warn('device.testUnknown', { device: deviceId })
  const printer = devices.ofKind('printer').find(({ config }) => config.id === deviceId)
  if (printer) {
    await printer.device.recover()
    const { outcome, evidence, error } = await printer.device.print(testPaper(printer.config), { jobId })
    return log.info('device.tested', { device: deviceId, outcome, evidence, error: error?.code })
  }
  const tested = await device.selfTest()
  log.info('device.tested', {
    device: deviceId,
    ok: tested.ok,
    error: tested.ok ? undefined : tested.error.code,
  })
}

/** Every kind of thing that a ticket has, and nothing that could be taken for one. */
function testPaper({ id, paperWidth }: { id: string; paperWidth: PaperWidth }): PaperDocument {
  return {
    width: paperWidth,
    items: [
      { type: 'text', text: '打印测试', align: 'center', width: 2, height: 2, bold: true },
      { type: 'text', text: 'Test print', align: 'center' },
      { type: 'rule' },
      {
        type: 'columns',
        cells: [
          { text: '设备 Device', share: 1 },
          { text: id, share: 1, align: 'right' },
        ],
      },
      { type: 'qr', data: `servicehall:test/${id}` },
      { type: 'cut' },
    ],
  }
}
