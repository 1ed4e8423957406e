/** Bytes of a link's secret: nobody guesses it. */
const SECRET_BYTES = 24

/** The secret of a link to a receipt in base64url, and what the hall is told of it. */
export type ReceiptSecret = { secret: string; tokenHash: string }

/**
 * Makes the secret of a link: it stays in this page's memory and in the code that it shows. null: this page came over plain
 * HTTP from another machine, where browsers compute no hashes.
 */
export async function receiptSecret(): Promise<ReceiptSecret | null> {
  if (!isSecureContext) return null
  const secret = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  const tokenHash = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { secret, tokenHash }
}
