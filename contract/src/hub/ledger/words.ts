import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import type { DeviceState } from '../../device/words.ts'
import { DeviceId, HallId, StationId } from '../../ids.ts'
import { ZoneId } from '../../ids.ts'
import type { Localized } from '../../text.ts'

/** Full-width letters and digits as plain ones, capitals, no blanks: two spellings of one number are one asset. */
const oneForm = (text: string): string => cleanText(text.normalize('NFKC')).replace(/\s/g, '').toUpperCase()

/** Asset number (资产编号), in one form: `SD-2026-0001`. */
export const AssetId = z
  .string()
  .max(60)
  .overwrite(oneForm)
  .regex(/^[A-Z0-9][A-Z0-9._-]{0,39}$/, 'letters, digits, - . _')
  .brand<'AssetId'>()
export type AssetId = z.infer<typeof AssetId>

/** 排队机 · 自助缴费终端 · 业扩报装终端 · 自助查询终端 · 填单台 · 多媒体柜台 · 手持 POS · 部件 */
export const ASSET_KINDS = [
  'queueMachine',
  'selfPayment',
  'newConnection',
  'inquiry',
  'writingDesk',
  'multimediaCounter',
  'handheldPos',
  'part',
] as const
export const AssetKind = z.enum(ASSET_KINDS)
export type AssetKind = z.infer<typeof AssetKind>

const Line = z.string().trim().max(60).overwrite(cleanText)
const Day = z.iso.date()

/** What is known of an asset itself. */
export const AssetDescription = z.strictObject({
  kind: AssetKind,
  model: Line,
  maker: Line,
  serial: Line,
  /** Warranty ends with this day, YYYY-MM-DD. */
  warrantyUntil: Day.nullable(),
  /** Software or firmware. */
  version: Line,
  /** What it uses up: 热敏纸 80×80. */
  consumables: Line,
  /** Where in its zone: 大厅东侧立柱旁. */
  location: Line.default(''),
  /** The asset that it is a part of. */
  partOf: AssetId.nullable(),
})
export type AssetDescription = z.infer<typeof AssetDescription>

/** Which machine or device of its hall's file it is. */
export const AssetBinding = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('station'), stationId: StationId }),
  z.strictObject({ of: z.literal('device'), deviceId: DeviceId }),
])
export type AssetBinding = z.infer<typeof AssetBinding>

/** `station:K1`; ids of a hall's file are told apart by their letters alone, whatever their case. */
export function bindingKey(binding: AssetBinding): string {
  return `${binding.of}:${binding.of === 'station' ? binding.stationId : binding.deviceId}`.toLowerCase()
}

/** 已订购 · 已登记 · 在用 · 维修中 · 已报废 */
export const ASSET_STAGES = ['ordered', 'enrolled', 'inService', 'inRepair', 'retired'] as const
export const AssetStage = z.enum(ASSET_STAGES)
export type AssetStage = z.infer<typeof AssetStage>

/** Where an asset may go from where it is. Into repair and out of it it goes by a repair order. */
export const STAGES_AFTER: Readonly<Record<AssetStage, readonly AssetStage[]>> = {
  ordered: ['enrolled', 'retired'],
  enrolled: ['inService', 'retired'],
  inService: ['enrolled', 'retired'],
  inRepair: [],
  // Whoever retired the wrong one takes it back into the store.
  retired: ['enrolled'],
}

export const RepairId = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{7,119}$/)
export const RepairText = z.string().trim().min(1).max(200).overwrite(cleanText)
/** repaired 已修复 · replaced 已更换（报废） · noFault 未见故障 */
export const RepairOutcome = z.enum(['repaired', 'replaced', 'noFault'])
export type RepairOutcome = z.infer<typeof RepairOutcome>

/** A repair order (维修工单). Times by the hub's clock, epoch ms. */
export type Repair = {
  repairId: string
  assetId: AssetId
  hallId: HallId
  fault: string
  openedAt: number
  openedBy: string
  /** Account that works at it. */
  assignee: string | null
  notes: { at: number; by: string; text: string }[]
  closed: { at: number; by: string; cause: string; outcome: RepairOutcome } | null
}

/**
 * MTBF: time in use ÷ faults, ms; MTTR: mean time from the opening of an order to its closing, ms; availability: time in
 * use ÷ time in use or in repair. Times in use and in repair are those in planned hours: the hall open, the machine on by
 * its power calendar, as both are now. Orders that found no fault are no faults. Null: there is nothing to divide by.
 */
export type AssetFigures = {
  inUseMs: number
  inRepairMs: number
  faults: number
  mtbfMs: number | null
  mttrMs: number | null
  availability: number | null
}

/** What takes an event back: the command that leads to how it was before. */
export type AssetUndo =
  | { of: 'describe'; description: AssetDescription }
  | { of: 'move'; hallId: HallId; zone: z.infer<typeof ZoneId> | null; bound: AssetBinding | null }
  | { of: 'bind'; binding: AssetBinding | null }
  | { of: 'renumber'; to: AssetId }

/** `changes`: fields of the description that it changed. */
export type AssetEvent = {
  at: number
  by: string
  type: string
  text: string
  changes?: { field: keyof AssetDescription; from: string; to: string }[]
  undo?: AssetUndo
}

export type AssetSeen = AssetDescription & {
  assetId: AssetId
  hallId: HallId
  zone: z.infer<typeof ZoneId> | null
  bound: AssetBinding | null
  stage: AssetStage
  since: number
  openRepair: string | null
  /** How its machine or device is now, by its hall; null: bound to none, or the hall has not said. */
  live:
    | { is: 'device'; state: DeviceState; since: number }
    | { is: 'station'; connected: boolean; since: number }
    | null
  /** A directive of `by` has its machine switched off until then, by the hall's clock. Absent: none has. */
  switchedOff?: { until: number; by: string }
  /** Its power calendar has it off. Absent: it has not. */
  offByCalendar?: true
}

/** Answer of `GET /api/ledger/:assetId`. */
export type AssetPage = {
  asset: AssetSeen
  history: AssetEvent[]
  repairs: Repair[]
  figures: AssetFigures
  /** Assets that are parts of it, as far as one sees them. */
  parts: AssetSeen[]
  /** Zones of its hall; none: the hall has not reported. */
  zones: HallZone[]
}

export type HallZone = { id: z.infer<typeof ZoneId>; name: Localized }

/** Answer of `POST /api/ledger/import`: what became of each line of the file; line 1 is its heading. */
export type LedgerImport = { added: number; lines: { line: number; problem: string }[] }
