import { FaultScript } from '../kit/index.ts'

/** Where faults happen: operations of the gateway, the bill's address, the sending of a notice. */
const PLACES = [
  'precreate',
  'pay',
  'query',
  'cancel',
  'close',
  'refund',
  'refundQuery',
  'billUrl',
  'billFile',
  'notice',
] as const

/** What can be scripted there. */
const KINDS = [
  /** The line breaks before anything happens. */
  'dropRequest',
  /** It happens, and the line breaks. */
  'dropResponse',
  /** Answers `ms` later. */
  'delay',
  /** 20000, nothing happens. */
  'systemBusy',
  /** ACQ.SYSTEM_ERROR, and it happens. */
  'systemError',
  'badSignature',
  'unsigned',
  /** The answer tells of another trade. */
  'otherTrade',
  'http502',
  /** A customer pays in the moment before a cancel. */
  'payBeforeCancel',
  /** A cancel that wants to be tried again. */
  'cancelAgain',
  /** The bill is not made yet. */
  'billLate',
  /** The file lacks a payment, has one too many, and one of another amount. */
  'billDiffers',
  /** The file is cut off. */
  'billCut',
  'duplicate',
  'tampered',
] as const

export const alipayFaults = (): FaultScript => new FaultScript(PLACES, KINDS)
