import { choiceFen } from '@service-hall/contract'
import type { BillChoice, KioskWay, PayUse } from '@service-hall/contract'
import type { Ports } from '../ports.ts'
import type { CashTaking } from './cash/taking.ts'
import { isInNotes } from './cash/terms.ts'

/** More than this nobody puts into a machine note by note, fen. */
const MOST_CASH_FEN = 500_000
const NO_CHOICE: BillChoice = { bills: [], prepayFen: 0 }

type WayParts = {
  ports: Ports
  cash: CashTaking
  choice: BillChoice | null
  /** More cash than what is asked for may be put in. */
  takesOver: boolean
}

/** Why a way to pay cannot be taken at this machine now; null: it works. */
export function wayProblem(use: PayUse, { ports, cash, choice, takesOver }: WayParts): KioskWay['problem'] {
  if (!ports.link.isOnline) return 'channelAway'
  if (use === 'cash') return cashProblem(ports, cash) ?? amountProblem(choice ?? NO_CHOICE, cash, takesOver)
  if (use === 'showsCode') return null
  const [device] = ports.devices.ofKind(use === 'card' ? 'cardTerminal' : 'codeScanner')
  if (!device) return 'noDevice'
  return device.state.device === 'online' ? null : 'deviceFault'
}

/** Cash needs a machine that takes it, and a printer: whoever is owed some gets a slip. */
function cashProblem({ devices }: Ports, { acceptor }: CashTaking): KioskWay['problem'] {
  if (!acceptor) return 'noDevice'
  if (acceptor.isFull) return 'cashBoxFull'
  if (!acceptor.isOnline || acceptor.device.denominationsFen.length === 0) return 'deviceFault'
  const printer = devices.ofKind('printer')[0]?.state
  if (printer?.device !== 'online' || printer.paper === 'out' || printer.paper === 'jammed') return 'noPaper'
  return null
}

/** No change is given: where nothing may be over, notes have to make the amount exactly. */
function amountProblem(
  choice: BillChoice,
  { acceptor }: CashTaking,
  takesOver: boolean,
): KioskWay['problem'] {
  const fen = choiceFen(choice)
  if (fen > MOST_CASH_FEN) return 'amountTooLarge'
  return takesOver || isInNotes(fen, acceptor?.device.denominationsFen ?? []) ? null : 'notInNotes'
}
