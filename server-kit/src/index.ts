/**
 * What every server needs and that stands on Node alone, so that the kiosk's agent can be bundled with it. What needs
 * a library has an entry of its own.
 */
export * from './bearer-file.ts'
export * from './cipher.ts'
export * from './clock.ts'
export * from './exit-on-unhandled.ts'
export * from './failures.ts'
export * from './health.ts'
export * from './key-file.ts'
export * from './least-rights.ts'
export * from './log.ts'
export * from './network.ts'
export * from './password.ts'
export * from './private-file.ts'
export * from './random-bytes.ts'
export * from './same-secret.ts'
export * from './sealed-line.ts'
export * from './start-failure.ts'
export * from './strict-text.ts'
export * from './token-bucket.ts'
export * from './tokens.ts'
