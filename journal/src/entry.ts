/** What every fact has: a name in the past tense, and a version once its shape has had to change. */
export type AnyFact = { type: string }
/** A fact as some earlier release may have written it. */
export type StoredFact = { type: string; v?: number }
export type Upcast<F> = (stored: StoredFact) => F

/** A fact with its place in the journal. `at` is epoch milliseconds by the journal's clock. */
export type Entry<F> = { number: number; at: number; commandId?: string; fact: F }

/** A command that ends with these facts. `fingerprint` tells a retry from another command under the same id. */
export type Command = { id: string; fingerprint: string; answer: unknown }

/** What a command was answered; `number` is that of its last fact. */
export type Answer = { answer: unknown; fingerprint: string; number: number }
