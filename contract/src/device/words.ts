import { z } from 'zod'
import { cleanText } from '../clean-text.ts'

const DEVICE_CONDITIONS = [
  'starting',
  'online',
  'offline',
  'powerOff',
  'noDevice',
  'hardwareError',
  'userError',
  'deviceBusy',
  'fraudAttempt',
  'potentialFraud',
] as const

/** Something that is used up, or a box that fills. How much of it is there changes too often to be a fact. */
export const Consumable = z.strictObject({
  name: z.enum(['paper', 'retractBin', 'captureBin', 'cards', 'cashBox']),
  state: z.enum(['unknown', 'ok', 'low', 'out', 'nearFull', 'full']),
})
export type Consumable = z.infer<typeof Consumable>

/**
 * State of a device in XFS4IoT words (CWA 17852, Common.Status, Printer.Status, CardReader.Status). Facts of earlier
 * releases have the first four fields only.
 */
export const DeviceState = z.strictObject({
  device: z.enum(DEVICE_CONDITIONS),
  paper: z.enum(['unknown', 'full', 'low', 'out', 'jammed']).optional(),
  /** What is wrong in one stable word: `paperOut`, `coverOpen`, `cutterJam`, `noAnswer` … */
  error: z.string().max(60).overwrite(cleanText).optional(),
  /** What helps (ErrorEvent.action): clear = hall staff can fix it, maintenance = an engineer must. */
  action: z.enum(['clear', 'maintenance', 'reset', 'suspend', 'configuration', 'softwareError']).optional(),
  /** Set only while a card, note or paper is where it should not stay. Comings and goings are no news of the device. */
  media: z.enum(['jammed', 'retracted']).optional(),
  consumables: z.array(Consumable).max(8).optional(),
})
export type DeviceState = z.infer<typeof DeviceState>

/**
 * Whether a device is down (停用): it cannot do its work until somebody or something helps. One that is starting or busy
 * is not, nor is one that runs low.
 */
export function isDown({ device }: Pick<DeviceState, 'device'>): boolean {
  return device !== 'online' && device !== 'starting' && device !== 'deviceBusy'
}
