import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document, YAMLMap } from 'yaml'
import type { DeviceConfig } from '../src/device/kinds.ts'
import { deviceKinds } from './device-kinds.ts'
import { linkProblem } from './link-fields.ts'

/** Something wrong in a device file: a stable code, a sentence for a person, and the line it is about. */
export type FileProblem = { code: FileProblemCode; sentence: string; line: number }
export type FileProblemCode =
  | 'syntax'
  | 'notAList'
  | 'notADevice'
  | 'idMissing'
  | 'idTwice'
  | 'kindUnknown'
  | 'profileUnknown'
  | 'linkMissing'
  | 'linkInvalid'
  | 'fieldMissing'

/** What a file names, and what of it cannot be used: the rest can. */
export type DeviceFile = { devices: readonly DeviceConfig[]; problems: readonly FileProblem[] }

/**
 * Reads a device file, YAML or JSON: a list of devices, or a mapping with `devices`. Each has `id`, `kind`, `profile`
 * and `link`, which is a url or a mapping with a url and the settings of the line; whatever else the kind knows may follow.
 */
export function readDeviceFile(text: string): DeviceFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line
  const [error] = document.errors
  if (error)
    return only({
      code: 'syntax',
      sentence: `This is no YAML: ${error.message}.`,
      line: lineOf(error.pos[0]),
    })
  const list = listOf(document)
  if (!list) {
    const sentence = 'A device file is a list of devices, each with id, kind, profile and link.'
    return only({ code: 'notAList', sentence, line: 1 })
  }
  const devices: DeviceConfig[] = []
  const problems: FileProblem[] = []
  for (const item of list.items) {
    const line = lineOf(isMap(item) || isScalar(item) ? item.range?.[0] : 0)
    const problem = isMap(item) ? problemOf(item, devices) : notADevice
    if (problem) {
      const at = isMap(item) && problem.field !== undefined ? item.get(problem.field, true) : undefined
      const { code, sentence } = problem
      problems.push({ code, sentence, line: isScalar(at) || isMap(at) ? lineOf(at.range?.[0]) : line })
    } else {
      devices.push(configOf(item as YAMLMap, document))
    }
  }
  return { devices, problems }
}

/** What a profile cannot do without, besides the link. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'ratingPad keypad': ['keys'],
  'indicator modbusCoils': ['lights'],
  'indicator stackLight': ['lights'],
}

type Found = { code: FileProblemCode; sentence: string; field?: string }

const notADevice: Found = {
  code: 'notADevice',
  sentence: 'A device is a mapping with id, kind, profile and link.',
}

function only(problem: FileProblem): DeviceFile {
  return { devices: [], problems: [problem] }
}

function listOf(document: Document): { items: unknown[] } | undefined {
  const { contents } = document
  if (isSeq(contents)) return contents
  const devices = isMap(contents) ? contents.get('devices') : undefined
  return isSeq(devices) ? devices : undefined
}

function problemOf(item: YAMLMap, before: readonly DeviceConfig[]): Found | undefined {
  const [id, kind, profile] = [item.get('id'), item.get('kind'), item.get('profile')]
  if (typeof id !== 'string' || id === '') {
    return { code: 'idMissing', sentence: 'A device needs an id, a text of its own.', field: 'id' }
  }
  if (before.some((device) => device.id === id)) {
    return { code: 'idTwice', sentence: `Two devices are called ${id}.`, field: 'id' }
  }
  const profiles = typeof kind === 'string' ? deviceKinds[kind] : undefined
  if (!profiles) {
    const sentence = `${id}: there is no kind ${JSON.stringify(kind)}; there are ${Object.keys(deviceKinds).join(', ')}.`
    return { code: 'kindUnknown', sentence, field: 'kind' }
  }
  if (typeof profile !== 'string' || !profiles.includes(profile)) {
    const sentence = `${id}: a ${String(kind)} has no profile ${JSON.stringify(profile)}; it has ${profiles.join(', ')}.`
    return { code: 'profileUnknown', sentence, field: 'profile' }
  }
  const missing = needed[`${String(kind)} ${profile}`]?.find((field) => !item.has(field))
  if (missing !== undefined) {
    const sentence = `${id}: a ${String(kind)} ${profile} needs ${missing}; see docs/devices.md.`
    return { code: 'fieldMissing', sentence }
  }
  if (profile === 'pcsc') return undefined
  if (!item.has('link')) return { code: 'linkMissing', sentence: `${id}: a device needs a link.` }
  const link = item.toJSON() as { link: unknown }
  const sentence = linkProblem(link.link)
  return sentence === undefined
    ? undefined
    : { code: 'linkInvalid', sentence: `${id}: ${sentence}`, field: 'link' }
}

function configOf(item: YAMLMap, document: Document): DeviceConfig {
  const fields = item.toJS(document) as Record<string, unknown>
  const { link } = fields
  // Checked above as far as every kind is alike; what one kind alone knows is the maker's of that kind to refuse.
  return { ...fields, ...(typeof link === 'string' && { link: { url: link } }) } as unknown as DeviceConfig
}
