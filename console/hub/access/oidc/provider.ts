import * as oidc from 'openid-client'
import { RETURN_PATH } from './settings.ts'
import type { OidcSettings } from './settings.ts'

/** What was sent along with somebody, and has to come back with them. */
export type Errand = { state: string; nonce: string; verifier: string }

/** Says who somebody is: sends them to sign in elsewhere, and reads what they come back with. */
export type IdentityProvider = {
  readonly name: OidcSettings['name']
  /** Where to send somebody. @throws when the provider cannot be reached */
  begin(): Promise<{ address: string; errand: Errand }>
  /** Who came back, by the claim that is set; `search`: of the address they came back to. @throws when it cannot be shown */
  finish(search: string, errand: Errand): Promise<string>
}

/** Longest wait for an answer of the provider, s. */
const TIMEOUT_S = 10

/** OpenID Connect: authorization code with PKCE (S256), state and nonce. What the provider offers is read at first use. */
export class OpenIdProvider implements IdentityProvider {
  readonly #settings: OidcSettings
  #discovered: Promise<oidc.Configuration> | null = null

  constructor(settings: OidcSettings) {
    this.#settings = settings
  }

  get name(): OidcSettings['name'] {
    return this.#settings.name
  }

  async begin(): Promise<{ address: string; errand: Errand }> {
    const verifier = oidc.randomPKCECodeVerifier()
    const errand = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
    const address = oidc.buildAuthorizationUrl(await this.#configuration(), {
      ...{ redirect_uri: this.#returnAddress(), scope: this.#settings.scope },
      ...{ state: errand.state, nonce: errand.nonce },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { address: address.href, errand }
  }

  async finish(search: string, { state, nonce, verifier }: Errand): Promise<string> {
    // Behind a proxy the request's own address is not the one that the provider knows.
    const address = new URL(this.#returnAddress())
    address.search = search
    const configuration = await this.#configuration()
    const tokens = await oidc.authorizationCodeGrant(configuration, address, {
      ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
    })
    const claims = tokens.claims()
    const { claim } = this.#settings
    const value =
      claims?.[claim] ??
      (await oidc.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? ''))[claim]
    if (typeof value !== 'string') throw new Error(`the provider tells no text as ${claim}`)
    return value
  }

  #returnAddress(): string {
    return new URL(RETURN_PATH, this.#settings.origin).href
  }

  #configuration(): Promise<oidc.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      this.#discovered = null // whoever comes next asks again
      throw error
    })
    return this.#discovered
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    const isPlain = issuer.startsWith('http:')
    return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: TIMEOUT_S,
      execute: isPlain ? [oidc.allowInsecureRequests] : [],
    })
  }
}
