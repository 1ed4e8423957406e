import type { Check, Field } from '../src/device/common/field.ts'
import { deviceKinds } from '../src/device/kinds.ts'
import type { DeviceKind } from '../src/device/kinds.ts'

const everyDevice: ReadonlySet<string> = new Set(['id', 'kind', 'profile', 'link'])

/** What is wrong with a field that is a kind's own. */
export type FieldProblem = { code: 'fieldUnknown' | 'fieldInvalid'; field: string; sentence: string }

type FileField = Exclude<Field, string>

/** The fields that a file may give to a device of this kind and profile. */
function fieldsOf(kind: DeviceKind, profile: string): ReadonlyMap<string, FileField> {
  const all = Object.entries<Field>(deviceKinds[kind].fields)
  return new Map(
    all.flatMap(([name, field]) =>
      field !== 'byProgramOnly' && (field.profiles?.includes(profile) ?? true) ? [[name, field]] : [],
    ),
  )
}

/** The first field that a device of this kind and profile cannot do without and lacks. */
export function missingField(
  kind: DeviceKind,
  profile: string,
  device: Readonly<Record<string, unknown>>,
): string | undefined {
  return [...fieldsOf(kind, profile)].find(
    ([name, { needed }]) => needed && !Object.hasOwn(device, name),
  )?.[0]
}

/** The first field of a device that its kind and profile do not know, or that holds what it cannot; `undefined` when all are well. */
export function fieldProblem(
  kind: DeviceKind,
  profile: string,
  device: Readonly<Record<string, unknown>>,
): FieldProblem | undefined {
  const known: ReadonlyMap<string, Check> = fieldsOf(kind, profile)
  for (const [field, value] of Object.entries(device)) {
    if (everyDevice.has(field)) continue
    const check = known.get(field)
    if (!check) {
      const has = [...everyDevice, ...known.keys()].join(', ')
      return { code: 'fieldUnknown', field, sentence: `a ${kind} ${profile} has no ${field}; it has ${has}.` }
    }
    if (!check.holds(value)) {
      const sentence = `${field} is ${check.wanted}, not ${JSON.stringify(value)}.`
      return { code: 'fieldInvalid', field, sentence }
    }
  }
  return undefined
}
