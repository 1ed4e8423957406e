export { ACQUIRER_FAULTS, ACQUIRER_PLACES, ACQUIRER_TEST_SETTINGS, startAcquirer } from './host.ts'
export type { Acquirer, AcquirerOptions } from './host.ts'
