export type MaintenanceFact =
  { type: 'PinRefused' } | { type: 'MaintenanceOpened' } | { type: 'MaintenanceClosed' }
