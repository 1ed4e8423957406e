import type { DeviceConfig, Link } from '@service-hall/contract'
import { displayTemplates } from '@service-hall/drivers'
import type { DeviceConfig as DriverConfig, DisplayProfile, LinkConfig } from '@service-hall/drivers'

/** A device of the hall's ledger as the drivers name it; null when no driver speaks its profile. */
export function driverConfig(config: DeviceConfig): DriverConfig | null {
  const { id } = config
  const link = linkConfig(config.link)
  switch (config.kind) {
    case 'printer':
      return { kind: 'printer', id, link, profile: config.profile }
    case 'ratingPad':
      return { kind: 'ratingPad', id, link, profile: 'own' }
    case 'counterDisplay':
      return isDisplayProfile(config.profile)
        ? { kind: 'counterDisplay', id, link, profile: config.profile, address: config.address }
        : null
  }
}

function isDisplayProfile(name: string): name is DisplayProfile {
  return Object.hasOwn(displayTemplates, name)
}

function linkConfig({ url, baud, parity, rtscts, xon }: Link): LinkConfig {
  return {
    url,
    ...(baud === undefined ? {} : { baud }),
    ...(parity === undefined ? {} : { parity }),
    ...(rtscts === undefined ? {} : { rtscts }),
    ...(xon === undefined ? {} : { xon }),
  }
}
