/** An account number as papers and files show it: `3300****2345`; less of a short number. */
export function maskedAccount(accountNo: string): string {
  const shown = accountNo.length >= 12 ? 4 : 2
  return `${accountNo.slice(0, shown)}****${accountNo.slice(-shown)}`
}
