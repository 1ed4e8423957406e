import {
  MOST_IMPORTED,
  PointDescription,
  PointId,
  REFUSALS,
  hoursText,
  readHours,
} from '@service-hall/contract'
import type { PaymentPoint } from '@service-hall/contract'
import type { z } from 'zod'
import { fieldsOf } from '../ledger/import-csv.ts'
import { BOM, field } from '../report/files/csv.ts'

/** Columns of the file, in its heading, in any order. The first five are needed. */
export const POINT_COLUMNS = [
  ...['pointId', 'kind', 'regionId', 'nameZh', 'nameEn', 'hours', 'services', 'latitude', 'longitude'],
  ...['districtZh', 'districtEn', 'address', 'phone', 'web'],
] as const
const NEEDED = ['pointId', 'kind', 'regionId', 'nameZh', 'nameEn']
const CRLF = '\r\n'

type Row = { pointId: PointId; description: PointDescription }
type Problem = { line: number; problem: string }
export type ReadPoints = { rows: { line: number; row: Row }[]; problems: Problem[] }

/** Reads a file of points, and says of each line that is wrong why. */
export function readPoints(text: string): ReadPoints {
  const [heading = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const names = (fieldsOf(heading) ?? []).map((name) => name.toLowerCase())
  const missing = NEEDED.filter((name) => !names.includes(name.toLowerCase()))
  const wrong = (problem: string): ReadPoints => ({ rows: [], problems: [{ line: 1, problem }] })
  if (missing.length > 0) return wrong(`no column ${missing.join(', ')}`)
  const filled = lines.flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 2 }]))
  if (filled.length > MOST_IMPORTED) return wrong(`more than ${MOST_IMPORTED} lines`)
  const read: ReadPoints = { rows: [], problems: [] }
  const seen = new Map<string, number>()
  for (const { line, number } of filled) {
    const row = readLine(line, names)
    const before = typeof row === 'string' ? undefined : seen.get(row.pointId)
    if (typeof row === 'string') read.problems.push({ line: number, problem: row })
    else if (before !== undefined)
      read.problems.push({ line: number, problem: `pointId: stands in line ${before} already` })
    else {
      seen.set(row.pointId, number)
      read.rows.push({ line: number, row })
    }
  }
  return read
}

function readLine(line: string, names: readonly string[]): Row | string {
  const fields = fieldsOf(line)
  if (!fields) return 'a quote is not closed, or the line is too long'
  if (fields.length !== names.length) return `${fields.length} fields, not ${names.length}`
  const field = (name: (typeof POINT_COLUMNS)[number]): string =>
    (fields[names.indexOf(name.toLowerCase())] ?? '').replace(/^'(?=[=+\-@＝＋－＠])/, '')
  const pointId = PointId.safeParse(field('pointId'))
  if (!pointId.success) return problemOf(pointId.error, 'pointId')
  const hours = readHours(field('hours'))
  if (!hours) return 'hours: such as 1-5 08:30-17:30; 6 09:00-12:00; holiday closed; or 24h'
  const [latitude, longitude] = [field('latitude'), field('longitude')]
  const hasPosition = latitude !== '' || longitude !== ''
  const description = PointDescription.safeParse({
    ...{ kind: field('kind'), regionId: field('regionId'), hours },
    name: { zh: field('nameZh'), en: field('nameEn') },
    district: { zh: field('districtZh'), en: field('districtEn') },
    ...{ address: field('address'), phone: field('phone'), web: field('web') },
    position: hasPosition ? { latitude: degrees(latitude), longitude: degrees(longitude) } : null,
    services: field('services').split(/\s+/).filter(Boolean),
  })
  if (!description.success) return problemOf(description.error)
  return { pointId: pointId.data, description: description.data }
}

/** NaN where there is no number: an empty text is none either. */
const degrees = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN)

function problemOf({ issues }: z.ZodError, of?: string): string {
  const [issue] = issues
  return `${of ?? issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200)
}

/** What a refusal says, for the line of the file that it is about. */
export function refusalText(code: keyof typeof REFUSALS): string {
  const { zh, en } = REFUSALS[code]
  return `${zh} / ${en}`
}

/** Points as a file that can be read in again; the apostrophe before what looks like a formula is taken away when it is. */
export function pointsCsv(points: readonly PaymentPoint[]): string {
  const rows = points.map((point) => {
    const { pointId, kind, regionId, name, hours, services, position, district } = point
    return [
      ...[pointId, kind, regionId, name.zh, name.en, hoursText(hours), services.join(' ')],
      ...[String(position?.latitude ?? ''), String(position?.longitude ?? ''), district.zh, district.en],
      ...[point.address, point.phone, point.web],
    ]
  })
  return `${BOM}${[POINT_COLUMNS, ...rows].map((row) => row.map(field).join(',')).join(CRLF)}${CRLF}`
}
