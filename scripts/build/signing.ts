/** How the files of one system are signed, by variables of the environment: nothing secret stands in the repository. */
type Signing = {
  system: string
  /** Short and long switch of electron-builder. */
  switches: readonly string[]
  /** One of these sets of variables has to be complete. */
  needs: readonly (readonly string[])[]
}

const SIGNINGS: readonly Signing[] = [
  {
    system: 'Windows',
    switches: ['--win', '--windows', '-w'],
    needs: [['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD'], ['CSC_LINK', 'CSC_KEY_PASSWORD'], ['WIN_CSC_SUBJECT']],
  },
  {
    system: 'macOS',
    switches: ['--mac', '--macos', '-m', '-o'],
    needs: [
      ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
      ['CSC_NAME', 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
    ],
  },
  { system: 'Linux', switches: ['--linux', '-l'], needs: [['LINUX_GPG_KEY']] },
]

/** What `npm run package` was asked for. */
export type PackageRequest = {
  /** For electron-builder. */
  target: string[]
  /** For our own tests: takes every switch of Chromium, is never signed, lies in a folder of its own. */
  isTest: boolean
  /** The operator said that what comes out need not be signed. */
  isUnsigned: boolean
}

/** Reads the command line of `npm run package`. Without a target: a folder for Linux, to try it out. */
export function packageRequest(args: readonly string[]): PackageRequest {
  const target = args.filter((arg) => arg !== '--test' && arg !== '--unsigned')
  return {
    target: target.length > 0 ? target : ['--linux', 'dir'],
    isTest: args.includes('--test'),
    isUnsigned: args.includes('--unsigned'),
  }
}

type Env = Record<string, string | undefined>

/** Installers asked for whose signature lacks something, each as a sentence; empty: go on. */
export function missingSignatures({ target, isTest, isUnsigned }: PackageRequest, env: Env): string[] {
  if (isTest || isUnsigned || !makesInstallers(target)) return []
  return signingsOf(target).flatMap(({ system, needs }) =>
    needs.some((set) => set.every((name) => env[name]))
      ? []
      : [
          `${system}: a release is signed. Set ${needs.map((set) => set.join(', ')).join('; or ')}; or say --unsigned.`,
        ],
  )
}

/** `dir` is a folder to try out; everything else goes to somebody else's machine. */
function makesInstallers(target: readonly string[]): boolean {
  return !target.includes('dir') && !target.includes('--dir')
}

/** Without a named system electron-builder packages for the one it runs on. */
function signingsOf(target: readonly string[]): readonly Signing[] {
  const named = SIGNINGS.filter(({ switches }) =>
    target.some((arg) => switches.includes(arg.split('=', 1)[0] ?? arg)),
  )
  const here = { win32: 'Windows', darwin: 'macOS' }[process.platform as string] ?? 'Linux'
  return named.length > 0 ? named : SIGNINGS.filter(({ system }) => system === here)
}

/** Release files that carry no signature inside; they get one beside them (`.asc`). */
export const isSignedBeside = (file: string): boolean => /\.(AppImage|deb)$/.test(file)

/** Arguments of gpg that write `<file>.asc`. */
export const detachedSignature = (key: string, file: string): string[] => [
  '--batch',
  '--yes',
  '--local-user',
  key,
  '--armor',
  '--detach-sign',
  file,
]
