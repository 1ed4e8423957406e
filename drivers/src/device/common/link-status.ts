import type { LinkFault } from '../../link/faults.ts'
import type { LinkState } from '../../link/link.ts'
import type { DeviceError, DeviceState } from './status.ts'

const errors: Readonly<Record<LinkFault, DeviceError>> = {
  misconfigured: { code: 'misconfigured', action: 'configuration' },
  noNode: { code: 'lineLost', action: 'clear' },
  busy: { code: 'portBusy', action: 'configuration' },
  permission: { code: 'portForbidden', action: 'configuration' },
  refused: { code: 'lineLost', action: 'clear' },
  disconnected: { code: 'lineLost', action: 'clear' },
  silent: { code: 'noAnswer', action: 'clear' },
  stalled: { code: 'noAnswer', action: 'clear' },
  openTimeout: { code: 'lineLost', action: 'clear' },
  closed: { code: 'stopped', action: 'reset' },
  failed: { code: 'lineLost', action: 'maintenance' },
}

/** The error behind a lost line. */
export function errorOfFault(fault: LinkFault | 'stopped' | 'notReady'): DeviceError {
  return fault === 'stopped' || fault === 'notReady' ? { code: 'notOpen', action: 'clear' } : errors[fault]
}

/** What a device is while its line is not ready; `before` is the last fault, kept while the line is being reopened. */
export function deviceOfLink(
  link: LinkState,
  before: LinkFault | undefined,
): { device: DeviceState; error?: DeviceError } {
  switch (link.name) {
    case 'closed':
      return { device: 'offline', error: { code: 'stopped', action: 'reset' } }
    case 'opening':
    case 'probing':
      return before === undefined ? { device: 'starting' } : lost(before)
    case 'lost':
      return lost(link.fault)
    case 'ready':
      return { device: 'online' }
  }
}

function lost(fault: LinkFault): { device: DeviceState; error: DeviceError } {
  return { device: fault === 'noNode' ? 'noDevice' : 'offline', error: errors[fault] }
}
