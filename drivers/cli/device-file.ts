import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { deviceKinds, isDeviceKind } from '../src/device/kinds.ts'
import type { DeviceConfig } from '../src/device/kinds.ts'
import { ofHall } from './hall-device.ts'
import { fieldProblem, missingField } from './kind-fields.ts'
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
  | 'fieldUnknown'
  | 'fieldInvalid'

/** What a file names, and what of it cannot be used: the rest can. */
export type DeviceFile = { devices: readonly DeviceConfig[]; problems: readonly FileProblem[] }

/**
 * Reads a device file, YAML or JSON: a list of devices, or a mapping with `devices`, as a hall's own file is. Each has
 * `id`, `kind`, `profile` and `link`, which is a url or a mapping with a url and the settings of the line; what else the
 * kind knows may follow.
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
    const fields = isMap(item) ? ofHall(item.toJS(document) as Record<string, unknown>) : undefined
    const problem = fields ? problemOf(fields, devices) : notADevice
    if (fields && !problem) {
      devices.push(configOf(fields))
    } else if (problem) {
      const { code, sentence, field } = problem
      problems.push({ code, sentence, line: lineOf(placeOf(item, field)) })
    }
  }
  return { devices, problems }
}

/** Where a field of a device begins in the text, or the device. */
function placeOf(item: unknown, field: string | undefined): number | undefined {
  if (!isMap(item)) return isScalar(item) ? item.range?.[0] : undefined
  const pair = item.items.find(({ key }) => isScalar(key) && key.value === field)
  return (isScalar(pair?.key) ? pair.key.range : item.range)?.[0]
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

function problemOf(
  device: Readonly<Record<string, unknown>>,
  before: readonly DeviceConfig[],
): Found | undefined {
  const { id, kind, profile, link } = device
  if (typeof id !== 'string' || id === '') {
    return { code: 'idMissing', sentence: 'A device needs an id, a text of its own.', field: 'id' }
  }
  if (before.some((one) => one.id === id)) {
    return { code: 'idTwice', sentence: `Two devices are called ${id}.`, field: 'id' }
  }
  if (!isDeviceKind(kind)) {
    const sentence = `${id}: there is no kind ${JSON.stringify(kind)}; there are ${Object.keys(deviceKinds).join(', ')}.`
    return { code: 'kindUnknown', sentence, field: 'kind' }
  }
  const profiles: readonly string[] = deviceKinds[kind].profiles
  if (typeof profile !== 'string' || !profiles.includes(profile)) {
    const sentence = `${id}: a ${kind} has no profile ${JSON.stringify(profile)}; it has ${profiles.join(', ')}.`
    return { code: 'profileUnknown', sentence, field: 'profile' }
  }
  const missing = missingField(kind, profile, device)
  if (missing !== undefined) {
    const sentence = `${id}: a ${kind} ${profile} needs ${missing}; see docs/devices.md.`
    return { code: 'fieldMissing', sentence }
  }
  const wrong = fieldProblem(kind, profile, device)
  if (wrong) return { ...wrong, sentence: `${id}: ${wrong.sentence}` }
  if (profile === 'pcsc') return undefined
  if (link === undefined) return { code: 'linkMissing', sentence: `${id}: a device needs a link.` }
  const sentence = linkProblem(link)
  return sentence === undefined
    ? undefined
    : { code: 'linkInvalid', sentence: `${id}: ${sentence}`, field: 'link' }
}

function configOf(fields: Readonly<Record<string, unknown>>): DeviceConfig {
  const { link } = fields
  // Field by field this was checked above.
  return { ...fields, ...(typeof link === 'string' && { link: { url: link } }) } as unknown as DeviceConfig
}
