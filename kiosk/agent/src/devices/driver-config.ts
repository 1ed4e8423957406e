import type { DeviceConfig, Link } from '@service-hall/contract'
import { displayTemplates } from '@service-hall/drivers'
import type { DeviceConfig as DriverConfig, DisplayProfile, LinkConfig } from '@service-hall/drivers'

/** A device of the hall's ledger as the drivers name it; null when no driver speaks its profile. */
export function driverConfig(config: DeviceConfig): DriverConfig | null {
  const { id, kind } = config
  const link = linkConfig(config.link)
  switch (kind) {
    case 'printer':
      return config.profile === 'epson' || config.profile === 'clone'
        ? { kind, id, link, profile: config.profile }
        : null
    case 'ratingPad':
      return config.profile === 'servicehall' ? { kind, id, link, profile: 'own' } : null
    case 'counterDisplay':
      return isDisplayProfile(config.profile)
        ? { kind, id, link, profile: config.profile, address: config.address }
        : null
    case 'idReader':
      return { kind, id, link, profile: config.profile }
    case 'ledBar':
    case 'cardReader':
    case 'cashAcceptor':
    case 'codeScanner':
    case 'callPad':
    case 'indicator':
      return null
  }
}

function isDisplayProfile(name: string): name is DisplayProfile {
  return Object.hasOwn(displayTemplates, name)
}

/** Leaves out what the hall's file leaves to the profile. */
function linkConfig(link: Link): LinkConfig {
  const given = Object.entries(link).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(given), url: link.url }
}
