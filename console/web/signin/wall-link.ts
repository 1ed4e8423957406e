/** The account of a wall and its key, out of `#wall=W1:abcd-efgh-jkmn`; null: there is none. */
export function wallOf(hash: string): { accountId: string; password: string } | null {
  const [, accountId, password] = /^#wall=([\w-]{1,32}):([\w-]{1,64})$/.exec(hash) ?? []
  return accountId && password ? { accountId, password } : null
}
