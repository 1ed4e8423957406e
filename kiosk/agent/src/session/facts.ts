export type SessionFact =
  /** The answer did not come in time; a ticket that comes later finds nobody. */
  | { type: 'TouchLapsed'; commandId: string }
  /** The customer's last page was left, by hand or by time. */
  | { type: 'SessionEnded'; cause: 'dismissed' | 'idle' }
