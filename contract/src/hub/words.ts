import { z } from 'zod'

/** Region (区域) of the organisation: `root`, then whatever the utility calls its companies: `sd`, `sd-jinan`. */
export const RegionId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'a key: a letter, then letters, digits, - or _')
  .brand<'RegionId'>()
export type RegionId = z.infer<typeof RegionId>

/** The region that everything lies in; it is there from the beginning. */
export const ROOT = 'root' as RegionId

/** By what somebody signs in at the console (账号): a staff number, never a name, because facts carry it. */
export const AccountId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'letters and digits, - or _')
  .brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>

/** A 地区中心 · B 区县中心 · C 乡镇、城区 · D 单一功能或自助 */
export const Tier = z.enum(['A', 'B', 'C', 'D'])
export type Tier = z.infer<typeof Tier>

/** viewer 查看 · supervisor 主管 · operator 运维 · administrator 管理员 */
export const HubRole = z.enum(['viewer', 'supervisor', 'operator', 'administrator'])
export type HubRole = z.infer<typeof HubRole>

/** What one may do somewhere: look · act on alerts and staff · act on devices · change organisation and accounts. */
export const POWERS = ['see', 'supervise', 'operate', 'administer'] as const
export type Power = (typeof POWERS)[number]

/** What each role may do in the region it was given for, and in all regions below. */
export const POWERS_OF: Readonly<Record<HubRole, readonly Power[]>> = {
  viewer: ['see'],
  supervisor: ['see', 'supervise'],
  operator: ['see', 'operate'],
  administrator: ['see', 'supervise', 'operate', 'administer'],
}

/** A role for a region and all that lies in it. */
export const Grant = z.strictObject({ regionId: RegionId, role: HubRole })
export type Grant = z.infer<typeof Grant>

/** WGS-84 degrees. */
export const Position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
export type Position = z.infer<typeof Position>
