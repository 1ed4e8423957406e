import { inRoot } from './paths.ts'

/** One output of the build. */
export type Bundle = {
  name: string
  /** Module with the Vite configuration, and the name of the function that makes it. */
  config: string
  export: string
  /** Files and folders it is made from, beside the lockfile and its configuration. */
  sources: string[]
}

const contract = ['contract/src', 'contract/package.json']
const ui = ['ui/src', 'ui/package.json']

/** Everything that is built. Servers are not: Node runs their TypeScript as it is. */
export const bundles: Bundle[] = [
  bundle('hall-server/signin', 'hall-server/vite.config.ts', 'signin', [
    'hall-server/web',
    ...ui,
    ...contract,
  ]),
  bundle('hall-server/app', 'hall-server/vite.config.ts', 'app', ['hall-server/web', ...ui, ...contract]),
  bundle('kiosk/screen', 'kiosk/vite.screen.config.ts', 'screen', ['kiosk/screen', ...ui, ...contract]),
  bundle('kiosk/shell', 'kiosk/vite.node.config.ts', 'shell', ['kiosk/shell', ...contract]),
  bundle('kiosk/preload', 'kiosk/vite.node.config.ts', 'preload', ['kiosk/shell', ...contract]),
  bundle('kiosk/agent', 'kiosk/vite.node.config.ts', 'agent', [
    'kiosk/agent',
    'drivers/src',
    'journal/src',
    ...contract,
  ]),
]

function bundle(name: string, config: string, exported: string, sources: string[]): Bundle {
  return { name, config: inRoot(config), export: exported, sources: sources.map((place) => inRoot(place)) }
}
