import { confirm } from './confirm/page.ts'
import { enrol } from './enrol/page.ts'
import { issuing } from './issuing/page.ts'
import { maintenance } from './maintenance/page.ts'
import { nearby } from './nearby/page.ts'
import { noAnswer } from './noAnswer/page.ts'
import { offline } from './offline/page.ts'
import { onScreen } from './onScreen/page.ts'
import { pin } from './pin/page.ts'
import { playlist } from './playlist/page.ts'
import { printed } from './printed/page.ts'
import { printing } from './printing/page.ts'
import { refused } from './refused/page.ts'
import { start } from './start/page.ts'
import { starting } from './starting/page.ts'

/** Every page, one line each. The first that has something to show is on the screen. */
export const PAGES = [
  // What a technician opened.
  pin,
  maintenance,
  // The customer's session.
  printing,
  printed,
  onScreen,
  refused,
  noAnswer,
  issuing,
  // What keeps the kiosk from serving anybody.
  starting,
  enrol,
  offline,
  // What a customer looks up.
  nearby,
  // While nobody is there.
  playlist,
  // The way to a ticket.
  confirm,
  start,
] as const
