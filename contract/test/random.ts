export { numbersFrom as randomFrom } from '@service-hall/harness/random'
