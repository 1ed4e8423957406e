import { confirm } from './confirm/page.ts'
import { enrol } from './enrol/page.ts'
import { inquiry } from './inquiry/page.ts'
import { issuing } from './issuing/page.ts'
import { maintenance } from './maintenance/page.ts'
import { nearby } from './nearby/page.ts'
import { noAnswer } from './noAnswer/page.ts'
import { offline } from './offline/page.ts'
import { onScreen } from './onScreen/page.ts'
import { payAccounts } from './payAccounts/page.ts'
import { payAmount } from './payAmount/page.ts'
import { payAway } from './payAway/page.ts'
import { payBill } from './payBill/page.ts'
import { payBills } from './payBills/page.ts'
import { payCancel } from './payCancel/page.ts'
import { payCard } from './payCard/page.ts'
import { payCash } from './payCash/page.ts'
import { payCode } from './payCode/page.ts'
import { payConsent } from './payConsent/page.ts'
import { payDone } from './payDone/page.ts'
import { payEnded } from './payEnded/page.ts'
import { payIdentify } from './payIdentify/page.ts'
import { payInvoice } from './payInvoice/page.ts'
import { payRefused } from './payRefused/page.ts'
import { payRepair } from './payRepair/page.ts'
import { payUnknown } from './payUnknown/page.ts'
import { payWait } from './payWait/page.ts'
import { payWays } from './payWays/page.ts'
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
  // A customer who pays or inquires: how it ends, what it waits for, what it asks.
  payInvoice,
  payDone,
  payEnded,
  payUnknown,
  payRefused,
  payAway,
  payWait,
  payCancel,
  payCode,
  payCard,
  payCash,
  payRepair,
  payConsent,
  payWays,
  payBill,
  payAmount,
  payBills,
  payAccounts,
  inquiry,
  payIdentify,
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
