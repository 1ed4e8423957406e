import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { DeviceError, DeviceStatus, PaperSupply } from '../common/status.ts'

/** The error that keeps a printer from printing, worst first; `undefined` when nothing does. */
export function printerError(flags: PrinterFlags): DeviceError | undefined {
  if (flags.unrecoverableError) return { code: 'unrecoverable', action: 'maintenance' }
  if (flags.coverOpen) return { code: 'coverOpen', action: 'clear' }
  if (flags.paperEnd) return { code: 'paperOut', action: 'clear' }
  if (flags.paperJammed || flags.mediaJammed) return { code: 'mediaJammed', action: 'clear' }
  if (flags.cutterError) return { code: 'cutterJam', action: 'clear' }
  if (flags.mechanicalError) return { code: 'mechanical', action: 'maintenance' }
  if (flags.autoRecoverableError) return { code: 'overheated', action: 'suspend' }
  return undefined
}

/** The error that ends a job: a printer that recovers by itself goes on with it, every other error ends it. */
export function stoppingError(flags: PrinterFlags): DeviceError | undefined {
  const error = printerError(flags)
  return error?.action === 'suspend' ? undefined : error
}

export function paperSupply(flags: PrinterFlags): PaperSupply {
  if (flags.paperEnd) return 'out'
  if (flags.paperJammed) return 'jammed'
  return flags.paperNearEnd ? 'low' : 'full'
}

/** Status of a printer that answers. `settled` is false until it has proved to hold no leftovers of an earlier job. */
export function printerStatus(flags: PrinterFlags, settled: boolean): DeviceStatus {
  const error = printerError(flags)
  const paper = paperSupply(flags)
  if (!error) return { device: settled ? 'online' : 'starting', paper }
  switch (error.code) {
    case 'paperOut':
    case 'coverOpen':
      return { device: 'userError', error, paper }
    case 'overheated':
      return { device: 'deviceBusy', error, paper }
    default:
      return { device: 'hardwareError', error, paper }
  }
}
