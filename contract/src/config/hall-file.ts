import { z } from 'zod'
import { MOST_ROWS, tableUpTo } from '../bounds.ts'
import { PayChannelId, StationId } from '../ids.ts'
import { HallConfig, StaffMember } from './hall-config.ts'

/**
 * Staff as the YAML has them: with a name (kept in the vault) and the password of somebody who has none yet:
 * `firstPassword` has to be changed at the first sign-in; `password`, for a demo, stays.
 */
const StaffInFile = StaffMember.extend({
  name: z.string().min(1).max(40),
  password: z.string().min(8).max(128).optional(),
  firstPassword: z.string().min(8).max(128).optional(),
})

const HubAddress = z.url({ protocol: /^https?$/, error: 'an address: https://region.example.cn' })

/** The whole YAML file of a hall: its public configuration plus what must never stand in a fact. */
export const HallFile = HallConfig.extend({
  staff: z.array(StaffInFile).max(MOST_ROWS),
  /** Digits that open a kiosk's maintenance page. */
  maintenancePin: z.string().regex(/^\d{6,10}$/, '6 to 10 digits'),
  /** The hub of the hall's region (区域平台); absent: the hall belongs to none. */
  region: z
    .strictObject({
      /** Its address; several, where it has several nodes: the hall reports to whichever answers. */
      hub: z.union([HubAddress, z.array(HubAddress).min(1).max(8)]),
      /** The hub's public key, as `docs/region.md` says; absent: the first one it shows is kept. */
      hubKey: z.string().min(40).max(120).optional(),
    })
    .optional(),
  /** Systems outside that payments need: the billing system, and each channel by its id. The server checks what is in them. */
  paymentSystems: z
    .strictObject({
      billing: z.record(z.string().max(40), z.unknown()),
      channels: tableUpTo(20, PayChannelId, z.record(z.string().max(40), z.unknown())).default({}),
      /** Waits other than a channel's own rules (by its id), and than those for write-offs (`billing`). */
      waits: tableUpTo(21, PayChannelId, z.record(z.string().max(40), z.unknown())).optional(),
    })
    .optional(),
  /** Stations that may enrol with a code known beforehand (demo and pre-installed machines), until revoked. */
  preApproved: z
    .array(z.strictObject({ station: StationId, code: z.string().min(12).max(64) }))
    .max(MOST_ROWS)
    .default([]),
})
export type HallFile = z.infer<typeof HallFile>

/** The public part of a file: what `HallConfigured` carries. A hall without systems to pay by offers no way to pay. */
export function publicConfig(file: HallFile): HallConfig {
  const {
    maintenancePin: _pin,
    preApproved: _codes,
    region: _region,
    paymentSystems,
    payments,
    staff,
    ...rest
  } = file
  return {
    ...rest,
    ...(payments && paymentSystems ? { payments } : {}),
    staff: staff.map(({ id, number, roles }) => ({ id, number, roles })),
  }
}
