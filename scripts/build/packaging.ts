import type { ElectronRuntime } from '@service-hall/harness/machine'

/** The parts of electron-builder's configuration that depend on the Electron at hand. */
export type BuilderConfig = {
  electronFuses?: Record<string, boolean>
  electronDist?: string
  electronVersion?: string
}

/** Fuses that came after the test runtime's Electron (25): flipping them there is an error. */
const newerFuses = ['grantFileProtocolExtraPrivileges']

/** The configuration to package with: as written for the real Electron, adapted for the test runtime. */
export function packagingConfig(given: BuilderConfig, runtime: ElectronRuntime): BuilderConfig {
  if (runtime.kind === 'electron') return given
  const fuses = Object.entries(given.electronFuses ?? {}).filter(([name]) => !newerFuses.includes(name))
  return {
    ...given,
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    electronFuses: Object.fromEntries(fuses),
  }
}
