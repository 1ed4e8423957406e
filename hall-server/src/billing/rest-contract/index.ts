// The REST contract between halls and the utility's billing system. docs/api/billing-openapi.yaml is made from it
// (`npm run api-docs`); the client parses with it. Meaning of each field: `../port.ts`.
export * from './account.ts'
export * from './money.ts'
export { BILLING_CODES, OPERATIONS } from './operations.ts'
export type { Operation, OperationName } from './operations.ts'
export * from './signature.ts'
