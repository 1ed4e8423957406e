// The REST contract between halls and the utility's billing system. docs/api/billing-openapi.yaml is made from it
// (`npm run api-docs`); the client parses with it. Meaning of each field: `../port.ts`.
export * from './account.ts'
export { CODES, TECHNICAL_CODES } from './codes.ts'
export * from './money.ts'
export { OPERATIONS } from './operations.ts'
export type { Operation, OperationName } from './operations.ts'
export * from './signature.ts'
