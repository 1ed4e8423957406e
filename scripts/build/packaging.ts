import type { ElectronRuntime } from '@service-hall/harness/machine'

/** The parts of electron-builder's configuration that depend on the Electron at hand. */
export type BuilderConfig = {
  electronFuses?: Record<string, boolean>
  electronDist?: string
  electronVersion?: string
  extraMetadata?: Record<string, unknown>
  directories?: Record<string, string>
  forceCodeSigning?: boolean
  win?: Record<string, unknown>
}

/** What the configuration depends on besides. */
export type PackagingOptions = {
  isTest?: boolean
  isUnsigned?: boolean
  env?: Record<string, string | undefined>
}

/** Where what is packaged for tests lies: nobody takes it for a release. */
export const TEST_OUTPUT = 'release/test'

/** Fuses that came after the test runtime's Electron (25): flipping them there is an error. */
const newerFuses = ['grantFileProtocolExtraPrivileges']

/** The configuration to package with: as written for the real Electron, adapted for the test runtime. */
export function packagingConfig(
  given: BuilderConfig,
  runtime: ElectronRuntime,
  options: PackagingOptions = {},
): BuilderConfig {
  const config = forWhom(given, options)
  if (runtime.kind === 'electron') return config
  const fuses = Object.entries(config.electronFuses ?? {}).filter(([name]) => !newerFuses.includes(name))
  return {
    ...config,
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    electronFuses: Object.fromEntries(fuses),
  }
}

/** A build for tests says so inside its archive (kiosk/shell/src/switches.ts) and lies in a folder of its own. */
function forWhom(given: BuilderConfig, { isTest, isUnsigned, env = {} }: PackagingOptions): BuilderConfig {
  if (isTest)
    return {
      ...given,
      forceCodeSigning: false,
      extraMetadata: { ...given.extraMetadata, serviceHallBuild: 'test' },
      directories: { ...given.directories, output: TEST_OUTPUT },
    }
  const subject = env['WIN_CSC_SUBJECT']
  const signtool = (given.win?.['signtoolOptions'] ?? {}) as Record<string, unknown>
  return {
    ...given,
    ...(isUnsigned ? { forceCodeSigning: false } : {}),
    ...(subject
      ? { win: { ...given.win, signtoolOptions: { ...signtool, certificateSubjectName: subject } } }
      : {}),
  }
}
