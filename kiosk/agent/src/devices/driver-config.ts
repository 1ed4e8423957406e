import type { DeviceConfig, DeviceConfigOf, DeviceKind, Link } from '@service-hall/contract'
import { deviceKinds } from '@service-hall/drivers'
import type { DeviceConfig as DriverConfig } from '@service-hall/drivers'

/** Fields of a driver's configuration that a hall's file has otherwise. */
type Translated = Record<string, unknown>

/** Kinds whose rows a driver does not take as they are; null when nobody may drive it. */
const translations: { [Kind in DeviceKind]?: (config: DeviceConfigOf<Kind>) => Translated | null } = {
  ratingPad: ({ profile, keys }) => ({
    // `servicehall` is `own` in facts and files of earlier releases.
    profile: profile === 'servicehall' ? 'own' : profile,
    keys:
      profile === 'keypad'
        ? Object.fromEntries((keys ?? []).map(({ byte, level }) => [byte, level]))
        : undefined,
  }),
  // Each light is named as its counter.
  indicator: ({ lights }) => ({
    lights: Object.fromEntries(lights.map(({ counter, red, green }) => [counter, given({ red, green })])),
  }),
  // A card that is found inside may be one that is being written: whoever began it decides (payment/meter/slot.ts).
  cardReader: (config) => ({
    whenFoundInside: 'keep',
    ...(config.profile === 'pcsc' ? { link: undefined, address: undefined, ...readerName(config.link) } : {}),
  }),
}

/** A device of the hall's configuration as the drivers name it; null when no driver speaks its profile, or none may. */
export function driverConfig(config: DeviceConfig): DriverConfig | null {
  const { id, kind, profile, link } = config
  const translated = translationOf(kind, config)
  if (translated === null) return null
  const driven = { kind, id, profile, link: given(link), ...sharedFields(config), ...translated }
  if (!speaks(driven.kind, driven.profile)) return null
  // What a hall's file may say of a kind is compared with what its driver takes (e2e/agreement/device-kinds.test.ts).
  return given(driven) as unknown as DriverConfig
}

function translationOf<Kind extends DeviceKind>(kind: Kind, config: DeviceConfigOf<Kind>): Translated | null {
  const translate = translations[kind]
  return translate ? translate(config) : {}
}

/** Fields that the file and the driver call the same: an address, a size. */
function sharedFields(config: DeviceConfig): Translated {
  const { fields } = deviceKinds[config.kind]
  return Object.fromEntries(Object.entries(config).filter(([name]) => Object.hasOwn(fields, name)))
}

function speaks(kind: DeviceKind, profile: string): boolean {
  const profiles: readonly string[] = deviceKinds[kind].profiles
  return profiles.includes(profile)
}

/** A reader of the system's own smart card service: `pcsc:` and part of its name. */
function readerName({ url }: Link): { reader?: string } {
  const reader = url.slice('pcsc:'.length)
  return reader === '' ? {} : { reader }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is undefined: what the hall's file leaves to the profile. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
