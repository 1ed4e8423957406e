// The rooms of the house and the walls between them (docs/architecture.md#walls), listed once: package.json's
// workspaces are compared with this list by a test; vitest, lint and `npm run house` read it.

/** What a part of a room may import. Where two parts match a file, the later one counts. */
export type Wall = {
  /** Files under it … */
  folder: string
  /** … may import these rooms of ours, besides their own. */
  imports: readonly string[]
  /** Runs in a browser: nothing of Node. */
  browser?: true
  /** Folders of the same room that it may not reach into, and what lint says of that. */
  closed?: readonly string[]
  why?: string
}

/** A direction inside a room: these files import nothing of those. Their tests may. */
export type Layer = {
  files: string
  never: readonly string[]
  why: string
}

/** Folder of each room; its package is `@service-hall/` and the last part of the folder's name. */
export const rooms: readonly string[] = [
  'contract',
  'journal',
  'server-kit',
  'ui',
  'drivers',
  'hall-server',
  'kiosk',
  'console',
  'e2e',
  'e2e/harness',
  'bench',
]

/** Test code of every room (`*.test.ts`, `test/`) may import these besides what its wall allows; no product code may. */
export const testing: readonly string[] = ['harness']

export const walls: readonly Wall[] = [
  { folder: 'contract', imports: [], browser: true },
  { folder: 'journal', imports: [] },
  { folder: 'server-kit', imports: ['contract'] },
  { folder: 'ui', imports: ['contract'], browser: true },
  { folder: 'drivers', imports: [] },
  {
    folder: 'drivers/simulators',
    imports: ['harness'],
    closed: ['src'],
    why: 'Simulators share no code with the drivers.',
  },
  {
    folder: 'hall-server/src',
    imports: ['contract', 'journal', 'server-kit'],
    closed: ['web'],
    why: 'The server serves pages, it does not import them.',
  },
  {
    folder: 'hall-server/cli',
    imports: ['contract', 'journal', 'server-kit'],
    closed: ['web'],
    why: 'Commands know the server, not its pages.',
  },
  {
    folder: 'hall-server/web',
    imports: ['contract', 'ui'],
    browser: true,
    closed: ['src'],
    why: 'Pages know the server by the contract only.',
  },
  {
    folder: 'kiosk/agent',
    imports: ['contract', 'journal', 'drivers', 'server-kit'],
    closed: ['shell', 'screen'],
    why: 'The agent knows neither shell nor screen.',
  },
  {
    folder: 'kiosk/shell',
    imports: ['contract', 'server-kit'],
    closed: ['agent', 'screen'],
    why: 'The shell knows agent and screen by the contract only.',
  },
  {
    folder: 'kiosk/screen',
    imports: ['contract', 'ui'],
    browser: true,
    closed: ['agent', 'shell'],
    why: 'The screen knows the agent by the contract only.',
  },
  {
    folder: 'console/hub',
    imports: ['contract', 'journal', 'server-kit'],
    closed: ['web', 'manager'],
    why: 'The hub serves pages, it does not import them.',
  },
  {
    folder: 'console/cli',
    imports: ['contract', 'journal', 'server-kit'],
    closed: ['web', 'manager'],
    why: 'Commands know the hub, not its pages.',
  },
  {
    folder: 'console/web',
    imports: ['contract', 'ui'],
    browser: true,
    closed: ['hub', 'manager'],
    why: 'Pages know the hub by the contract only.',
  },
]

export const layers: readonly Layer[] = [
  {
    files: 'contract/src/*/facts.ts',
    never: ['contract/src/*/commands.ts'],
    why: 'Facts are for ever, commands change.',
  },
  {
    files: 'hall-server/src/core/**',
    never: ['hall-server/src/!(core)/**'],
    why: 'A capability is added to core, core knows none.',
  },
  {
    files: 'kiosk/agent/src/memory/**',
    never: ['kiosk/agent/src/!(memory)/**'],
    why: 'A capability is added to the memory, the memory knows none.',
  },
  {
    files: 'drivers/src/frame/**',
    never: ['drivers/src/{link,device}/**'],
    why: 'Frames are bytes and nothing else.',
  },
  { files: 'drivers/src/link/**', never: ['drivers/src/{device,paper}/**'], why: 'A line knows no device.' },
]

/** `e2e/harness` → `harness`. */
export function packageOf(room: string): string {
  return room.split('/').at(-1) ?? room
}
