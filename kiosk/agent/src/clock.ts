export { pause, systemClock } from '@service-hall/server-kit'
export type { Cancel, Clock } from '@service-hall/server-kit'
