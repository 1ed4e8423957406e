import { inRoot } from '@service-hall/harness/paths'
import { walls } from '../../rooms.config.ts'

/** One output of the build. */
export type Bundle = {
  name: string
  /** Module with the Vite configuration, and the name of the function that makes it. */
  config: string
  export: string
  /** Files and folders it is made from, beside the lockfile and its configuration. */
  sources: string[]
}

/** Everything that is built. Servers are not: Node runs their TypeScript as it is. */
export const bundles: Bundle[] = [
  bundle('hall-server/signin', 'hall-server/vite.config.ts', 'signin', ['hall-server/web']),
  bundle('hall-server/app', 'hall-server/vite.config.ts', 'app', ['hall-server/web']),
  bundle('console/signin', 'console/vite.config.ts', 'signin', [
    'console/web',
    'console/vite-element-styles.ts',
  ]),
  bundle('console/app', 'console/vite.config.ts', 'app', ['console/web', 'console/vite-element-styles.ts']),
  bundle('kiosk/screen', 'kiosk/vite.screen.config.ts', 'screen', ['kiosk/screen']),
  bundle('kiosk/shell', 'kiosk/vite.node.config.ts', 'shell', ['kiosk/shell']),
  bundle('kiosk/preload', 'kiosk/vite.node.config.ts', 'preload', ['kiosk/shell']),
  bundle('kiosk/agent', 'kiosk/vite.node.config.ts', 'agent', ['kiosk/agent']),
]

function bundle(name: string, config: string, exported: string, parts: string[]): Bundle {
  const sources = [...new Set(parts.flatMap(reach))].map((place) => inRoot(place))
  return { name, config: inRoot(config), export: exported, sources }
}

/** A bundle by its name. */
export function bundleNamed(name: string): Bundle {
  const found = bundles.find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no bundle ${name}`)
  return found
}

/** A part of a room and all that its wall lets it import. */
function reach(part: string): string[] {
  const imports = walls.find(({ folder }) => folder === part)?.imports ?? []
  return [part, ...imports.flatMap((room) => [`${room}/src`, `${room}/package.json`])]
}
