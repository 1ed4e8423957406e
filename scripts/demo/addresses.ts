import type { HallFile } from '@service-hall/contract'
import { castOf } from '../customers/customers.ts'
import { box } from './box.ts'
import type { BoxRow } from './box.ts'
import type { DemoOptions } from './options.ts'
import type { DemoPlan } from './plan.ts'
import { CONSOLE_SIGN_IN } from './region/console-account.ts'
import { lightHalls } from './region/region.ts'
import type { RunningHall } from './region/region.ts'

/**
 * Address of a page. Each has a host name of its own under `localhost`, which browsers lead to this machine: cookies
 * go by host name, so one browser can be signed in to all of them at once.
 */
export const pageAddress = (name: string, port: number, path: string): string =>
  `http://${name}.localhost:${port}/${path}`

export type Brought = {
  file: HallFile
  plan: DemoPlan
  options: DemoOptions
  /** Where the pages are. */
  pagesPort: number
  consolePort: number
  kioskAt: readonly string[]
  /** Further halls of the region. */
  halls: readonly RunningHall[]
  logFile: string
}

/** What the person who started the demo needs to know. */
export function demoBox(brought: Brought): string {
  const { file, plan, options, pagesPort: port, kioskAt, logFile } = brought
  const { customersPerHour } = options
  const busy = customersPerHour > 0 ? castOf(file).workplaces.map(({ staffNumber }) => staffNumber) : []
  const crowd = `${customersPerHour} customers an hour here, staff ${options.speed} times as fast, --seed ${options.seed}`
  const idReaders: readonly string[] = file.devices
    .filter(({ kind }) => kind === 'idReader')
    .map(({ id }) => id)
  const rows: BoxRow[] = [
    ...kioskAt.map((line, index): BoxRow => [index === 0 ? 'Kiosk' : '', line]),
    ['Counter terminal', pageAddress('counter', port, 'counter')],
    ...plan.displays.map(({ id, name, code }): BoxRow => {
      const enrol = code === null ? '' : `#enrol=${code}`
      return [name, pageAddress(id.toLowerCase(), port, `display${enrol}`)]
    }),
    ['Administration', pageAddress('admin', port, 'admin')],
    '',
    ...regionRows(brought),
    'Sign in with staff number and password:',
    ...file.staff.map(({ number, name, roles, password }): BoxRow => {
      const simulated = busy.includes(number) ? ' (simulated in this run)' : ''
      return [`  ${name}`, `${number}  ${password ?? '(as set)'}  ${roles.join(', ')}${simulated}`]
    }),
    `Kiosk maintenance: five quick taps on the top left corner, PIN ${file.maintenancePin}`,
    ...(plan.simulators.some(({ name }) => idReaders.includes(name))
      ? ['Lay an invented ID card on the kiosk: npm run card   (-- young, -- unreadable, -- left)']
      : []),
    ...(file.payments
      ? ['Pay the code on the kiosk as its customer: npm run pay   (-- wechat, -- unionpay, -- card)']
      : []),
    '',
    ...(customersPerHour > 0 ? [crowd] : []),
    `Log: ${logFile}`,
    'Ctrl-C stops everything. Started again, all goes on where it was.',
  ]
  return box(`${file.hall.name.zh} ${file.hall.name.en}`, rows)
}

/** The region's console, and the other halls that have pages. */
function regionRows({ options, halls, consolePort }: Brought): BoxRow[] {
  if (options.halls === 0) return []
  const { account, password } = CONSOLE_SIGN_IN
  const light = lightHalls(options)
  return [
    ['Region console', pageAddress('console', consolePort, '')],
    ['', `sign in: ${account}  ${password}`],
    ...halls.map(({ hall, port }): BoxRow => [
      `  ${hall.tier} ${hall.name.zh}`,
      pageAddress(hall.id.toLowerCase(), port, 'admin'),
    ]),
    ...(light > 0 ? [`  ${light} lightweight halls report as well`] : []),
    '',
  ]
}
