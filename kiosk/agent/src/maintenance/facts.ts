export type MaintenanceFact =
  | { type: 'PinRefused' }
  /** The wait after too many wrong PINs is over. */
  | { type: 'PinLockEnded' }
  | { type: 'MaintenanceOpened' }
  | { type: 'MaintenanceClosed' }
