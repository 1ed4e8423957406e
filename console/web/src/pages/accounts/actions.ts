import type { AccountSeen, Grant } from '@service-hall/contract'

/** What somebody is about to do to an account. */
export type Action =
  | { what: 'give' | 'reset' | 'unlock' | 'close'; account: AccountSeen }
  | { what: 'take'; account: AccountSeen; grant: Grant }

/** What an account is called in a sentence. */
export const calledAs = ({ name, accountId }: AccountSeen): string =>
  name === '' ? accountId : `${name}（${accountId}）`
