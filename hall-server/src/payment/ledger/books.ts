import type { Fact } from '@service-hall/contract'
import { postingsOf } from './postings.ts'

/** Balance of each account, fen; a debit adds. A table by account. */
export type Books = Record<string, number>

/** Posts what a fact says, in place. */
export function post(books: Books, fact: Fact): void {
  for (const { debit, credit, fen } of postingsOf(fact)) {
    books[debit] = (books[debit] ?? 0) + fen
    books[credit] = (books[credit] ?? 0) - fen
  }
}

/** Sum over all accounts: 0, always. */
export function totalOf(books: Readonly<Books>): number {
  return Object.values(books).reduce((sum, fen) => sum + fen, 0)
}
