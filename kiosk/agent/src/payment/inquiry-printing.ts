import { reasonOf, within } from '@service-hall/server-kit'
import type { KioskAccount } from '@service-hall/contract'
import type { Ports } from '../ports.ts'
import { inquiryPaper } from './inquiry-paper.ts'
import type { InquiryList } from './inquiry-paper.ts'
import type { Visit } from './visit.ts'

/** A driver has its own, shorter deadlines, ms. */
const LONGEST_MS = 60_000

type Around = Pick<Ports, 'devices' | 'clock' | 'log' | 'hall' | 'refresh'>

/**
 * Prints what an inquiry shows, when the customer asks. Nothing of it is on the disk: what a crash interrupts is asked for
 * again. Never throws.
 */
export async function printInquiry(
  visit: Visit,
  { list, account }: { list: InquiryList; account: KioskAccount },
  { devices, clock, log, hall, refresh }: Around,
): Promise<void> {
  const [printer] = devices.ofKind('printer')
  if (visit.stage.is !== 'inquiry' || visit.print === 'printing' || !hall.config) return
  if (!printer) return void (visit.print = 'failed')
  const { parts } = visit.stage
  const width = printer.config.paperWidth
  const paper = inquiryPaper({ list, hall: hall.config.hall, width, account, parts, now: hall.hallNow() })
  visit.print = 'printing'
  visit.prints += 1
  const jobId = `${visit.paymentId}/inquiry/${visit.prints}`
  const printed = await within(clock, LONGEST_MS, printer.device.print(paper, { jobId }), null).catch(
    (cause: unknown) => {
      log.error('payment.inquiryPaper', cause, { payment: visit.paymentId, reason: reasonOf(cause) })
      return null
    },
  )
  visit.print = printed?.outcome === 'printed' ? 'printed' : 'failed'
  log.info('payment.inquiryPaper', { payment: visit.paymentId, list, outcome: printed?.outcome ?? 'unknown' })
  refresh()
}
