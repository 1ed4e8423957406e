import type { DeviceConfig, DeviceConfigOf, Link } from '@service-hall/contract'
import { displayTemplates } from '@service-hall/drivers'
import type {
  DeviceConfig as DriverConfig,
  DisplayProfile,
  IndicatorConfig,
  LinkConfig,
  RatingPadConfig,
} from '@service-hall/drivers'

/** A device of the hall's ledger as the drivers name it; null when no driver speaks its profile, or none may. */
export function driverConfig(config: DeviceConfig): DriverConfig | null {
  const { id, kind } = config
  const link = linkConfig(config.link)
  switch (kind) {
    case 'printer':
      return { kind, id, link, profile: config.profile }
    case 'ratingPad':
      return { kind, ...padConfig(config, link) }
    case 'counterDisplay':
      return isDisplayProfile(config.profile)
        ? { kind, id, link, profile: config.profile, address: config.address }
        : null
    case 'ledBar': {
      const { profile, address, width, height } = config
      return { kind, id, link, profile, address, ...given({ width, height }) }
    }
    case 'idReader':
      return { kind, id, link, profile: config.profile }
    case 'codeScanner':
      return { kind, id, link, profile: config.profile }
    case 'cardReader':
      return config.profile === 'pcsc'
        ? { kind, id, profile: config.profile, ...readerName(config.link) }
        : { kind, id, link, profile: config.profile, ...given({ address: config.address }) }
    case 'cashAcceptor':
      // Money needs a record that outlives this program, and here is none: a credit would be taken and forgotten.
      return null
    case 'callPad':
      return { kind, id, link, profile: config.profile, address: config.address }
    case 'indicator': {
      const { profile, address } = config
      return { kind, id, link, profile, address, lights: lightsOf(config) }
    }
  }
}

function padConfig({ id, profile, keys }: DeviceConfigOf<'ratingPad'>, link: LinkConfig): RatingPadConfig {
  switch (profile) {
    case 'own':
    case 'servicehall':
      return { id, link, profile: 'own' }
    case 'keypad':
      return {
        id,
        link,
        profile,
        keys: Object.fromEntries((keys ?? []).map(({ byte, level }) => [byte, level])),
      }
    case 'jtt905':
      return { id, link, profile }
  }
}

/** Each light is named as its counter. */
function lightsOf({ lights }: DeviceConfigOf<'indicator'>): IndicatorConfig['lights'] {
  return Object.fromEntries(lights.map(({ counter, red, green }) => [counter, given({ red, green })]))
}

/** A reader of the system's own smart card service: `pcsc:` and part of its name. */
function readerName({ url }: Link): { reader?: string } {
  const reader = url.slice('pcsc:'.length)
  return reader === '' ? {} : { reader }
}

function isDisplayProfile(name: string): name is DisplayProfile {
  return Object.hasOwn(displayTemplates, name)
}

/** Leaves out what the hall's file leaves to the profile. */
function linkConfig({ url, ...settings }: Link): LinkConfig {
  return { url, ...given(settings) }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is undefined. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
