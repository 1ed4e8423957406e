import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DIRECTIVE_KINDS, DIRECTIVE_RULES, DirectiveKind } from '@service-hall/contract'
import { readInstall } from './directive/machine-control.ts'
import { ALLOWED } from './options.ts'
import { readTrusted } from './release/trusted.ts'

export const USAGE =
  'main.ts --station K1 --kind kiosk|deviceHost [--hall http://127.0.0.1:8080] [--data DIR] [--preview 127.0.0.1:8090] [--screen DIR] [--allow restartApp,reboot] [--trust KEY,KEY] [--install deb|setup|/path/of/program]'

export type CommandLine = {
  station: string
  kind: 'kiosk' | 'deviceHost'
  hall: string
  data: string
  /** Where to serve the screen to a browser; null: nowhere. */
  preview: { host: '127.0.0.1' | '::1' | 'localhost'; port: number } | null
  /** Folder of the built screen; null: find it. */
  screen: string | null
  /** Kinds of directives of the region that this machine carries out. */
  allows: DirectiveKind[]
  /** Public keys of whoever makes releases that this machine takes. */
  trusted: string[]
  /** How a package is installed, see `readInstall`; null: none is. */
  install: string | null
}

/** Reads the command line. Throws a sentence that says what was expected. */
export function readCommandLine(args: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      station: { type: 'string' },
      kind: { type: 'string', default: 'kiosk' },
      hall: { type: 'string', default: 'http://127.0.0.1:8080' },
      data: { type: 'string' },
      preview: { type: 'string' },
      screen: { type: 'string' },
      allow: { type: 'string' },
      trust: { type: 'string' },
      install: { type: 'string' },
    },
  })
  const { station, kind, hall } = values
  if (station === undefined || !/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(station)) {
    throw new Error(`--station: expected the key of a station, got ${station ?? 'nothing'}`)
  }
  if (kind !== 'kiosk' && kind !== 'deviceHost')
    throw new Error(`--kind: expected kiosk or deviceHost, got ${kind}`)
  if (!/^https?:\/\/[^/]+\/?$/.test(hall)) throw new Error(`--hall: expected http://host:port, got ${hall}`)
  return {
    station,
    kind,
    hall,
    data: values.data ?? join('data', `${kind}-${station}`),
    preview: values.preview === undefined ? null : readPreview(values.preview),
    screen: values.screen ?? null,
    allows: readAllowed(values.allow),
    trusted: values.trust === undefined ? [] : readTrusted(values.trust),
    install: values.install === undefined ? null : readInstall(values.install),
  }
}

/** `none`: nothing at all; absent: what touches this program alone. */
function readAllowed(text: string | undefined): DirectiveKind[] {
  if (text === undefined) return [...ALLOWED]
  const words = text === 'none' ? [] : text.split(',').map((word) => word.trim())
  return words.map((word) => {
    const { data: kind } = DirectiveKind.safeParse(word)
    if (kind && DIRECTIVE_RULES[kind].of !== 'hall') return kind
    const known = DIRECTIVE_KINDS.filter((one) => DIRECTIVE_RULES[one].of !== 'hall')
    throw new Error(`--allow: expected kinds of directives (${known.join(', ')}) or none, got ${word}`)
  })
}

function readPreview(text: string): NonNullable<CommandLine['preview']> {
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(text) ?? []
  if (host === undefined || port === undefined) {
    throw new Error(`--preview: expected 127.0.0.1:port, for it is served to this machine only; got ${text}`)
  }
  return {
    host: host === '[::1]' ? '::1' : host === 'localhost' ? 'localhost' : '127.0.0.1',
    port: Number(port),
  }
}
