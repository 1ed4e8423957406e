import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Localized } from '@service-hall/contract'
import { StartError } from '@service-hall/server-kit'
import { z } from 'zod'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An address of TLS; without it only on this very machine, for trials. */
const safeAddress = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || LOOPBACK.has(hostname)
}, 'https:// is needed')

/** The file of `--oidc`: who says who somebody is. */
const OidcFile = z.strictObject({
  /** Where `.well-known/openid-configuration` is found. */
  issuer: safeAddress,
  clientId: z.string().min(1).max(200),
  /** File with the secret alone, beside this one. */
  clientSecretFile: z.string().min(1).max(500),
  /** The console's own address, as browsers know it; whoever is signed in comes back there. */
  origin: safeAddress.refine((text) => new URL(text).pathname === '/', 'an address without a path'),
  /** The claim that holds the account. */
  claim: z.string().min(1).max(80).default('preferred_username'),
  scope: z.string().min(1).max(200).default('openid profile'),
  /** What the button says. */
  name: Localized.default({ zh: '统一身份认证登录', en: 'Sign in with the company account' }),
})

/** How sign-in by an identity provider is set up. */
export type OidcSettings = Omit<z.infer<typeof OidcFile>, 'clientSecretFile'> & { clientSecret: string }

/** Reads the file of `--oidc`. @throws StartError `oidc.fileInvalid` naming the first thing that is wrong with it */
export async function readOidcFile(path: string): Promise<OidcSettings> {
  try {
    const { clientSecretFile, ...settings } = OidcFile.parse(JSON.parse(await readFile(path, 'utf8')))
    const clientSecret = (await readFile(resolve(dirname(path), clientSecretFile), 'utf8')).trim()
    if (clientSecret === '') throw new StartError('oidc.fileInvalid', `${clientSecretFile} is empty`)
    return { ...settings, clientSecret }
  } catch (error) {
    if (error instanceof StartError) throw error
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined
    throw new StartError(
      'oidc.fileInvalid',
      issue ? `${issue.path.join('.')}: ${issue.message}` : path,
      error,
    )
  }
}

/** Where whoever is signed in comes back to. */
export const RETURN_PATH = '/api/session/oidc/return'
