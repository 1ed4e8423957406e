// Edits of a hall's file by careless hands and editors, and whether everybody in the hall can be reached after them.
export * from './bytes.ts'
export * from './reach.ts'
export * from './rows.ts'
export * from './work.ts'
