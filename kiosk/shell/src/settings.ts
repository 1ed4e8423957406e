import { isAbsolute, resolve } from 'node:path'

/** What this machine is; everything else it learns from the hall. */
export type KioskSettings = {
  station: string
  /** Address of the hall server. */
  hall: string
  /** Folder of this station's own data. */
  data: string
  /** Kinds of directives of the region that this machine carries out, `restartApp,reboot`; null: as the agent has it. */
  allow: string | null
  /** Public keys of whoever makes releases that this machine takes; null: none. */
  trust: string | null
  /** How a package of a release is installed: `deb`, `setup`, the path of a program; null: none is. */
  install: string | null
  /** In a window that may be closed: for demos and work on the screen. */
  windowed: boolean
  /** Size of that window in device-independent pixels; null: as large as fits, upright. */
  size: { width: number; height: number } | null
  /** Whether the developer tools may be opened; never in an installed kiosk. */
  devTools: boolean
}

const NAMES = ['station', 'hall', 'data', 'allow', 'trust', 'install', 'windowed', 'size'] as const

type RawSettings = Partial<Record<(typeof NAMES)[number], string>>

/**
 * Settings from the command line (`--station K1` or `--station=K1`), else the environment (`KIOSK_STATION`), else the
 * settings file, else the defaults. Switches of Chromium are passed over. Throws a sentence that says what is wrong.
 *
 * @param file parsed settings file; null when there is none
 * @param program `home`: where relative data folders begin; `isPackaged`: it is an installed kiosk
 */
export function readSettings(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  file: unknown,
  { home, isPackaged }: { home: string; isPackaged: boolean },
): KioskSettings {
  const raw = { ...fromFile(file), ...fromEnvironment(env), ...fromCommandLine(argv) }
  const { station = 'K1', hall = 'http://127.0.0.1:8080', windowed, size } = raw
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(station)) {
    throw new Error(`station: expected a key such as K1, got ${station}`)
  }
  if (!/^https?:\/\/[^/]+\/?$/.test(hall)) throw new Error(`hall: expected http://host:port, got ${hall}`)
  const data = raw.data ?? `kiosk-${station}`
  return {
    station,
    hall,
    data: isAbsolute(data) ? data : resolve(home, data),
    allow: raw.allow ?? null,
    trust: raw.trust ?? null,
    install: raw.install ?? null,
    windowed: windowed !== undefined && windowed !== '0' && windowed !== 'false',
    size: size === undefined ? null : readSize(size),
    devTools: !isPackaged && env['KIOSK_DEVTOOLS'] === '1',
  }
}

function fromCommandLine(argv: readonly string[]): RawSettings {
  const raw: RawSettings = {}
  argv.forEach((argument, at) => {
    for (const name of NAMES) {
      if (argument.startsWith(`--${name}=`)) raw[name] = argument.slice(name.length + 3)
      else if (argument === `--${name}`) raw[name] = name === 'windowed' ? '1' : (argv[at + 1] ?? '')
    }
  })
  return raw
}

function fromEnvironment(env: Record<string, string | undefined>): RawSettings {
  return pick((name) => env[`KIOSK_${name.toUpperCase()}`])
}

function fromFile(file: unknown): RawSettings {
  if (file === null) return {}
  if (typeof file !== 'object') throw new Error('settings file: expected an object such as {"station":"K1"}')
  const rows = file as Record<string, unknown>
  return pick((name) => (typeof rows[name] === 'string' ? rows[name] : undefined))
}

function pick(valueOf: (name: (typeof NAMES)[number]) => string | undefined): RawSettings {
  const raw: RawSettings = {}
  for (const name of NAMES) {
    const value = valueOf(name)
    if (value !== undefined && value !== '') raw[name] = value
  }
  return raw
}

function readSize(text: string): { width: number; height: number } {
  const [, width, height] = /^(\d{3,5})x(\d{3,5})$/.exec(text) ?? []
  if (width === undefined || height === undefined) throw new Error(`size: expected 1080x1920, got ${text}`)
  return { width: Number(width), height: Number(height) }
}
