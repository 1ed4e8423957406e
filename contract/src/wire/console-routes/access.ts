import {
  AccountParams,
  ConsoleSignIn,
  NewAccount,
  NewPassword,
  SecondFactorUnwanted,
  SecondFactorWanted,
} from '../console-http.ts'
import { PasswordChange } from '../hall-http.ts'
import { AN_ID, consoleRoutes } from './route.ts'

/** Signing in, one's own account, accounts. */
export const ACCESS_ROUTES = consoleRoutes([
  {
    ...{ method: 'POST', path: '/api/session', by: 'stranger', at: 'own' },
    does: 'Signs in. The session is in a cookie and lasts a working day; at most 60 attempts a minute from one address. Whoever has a first password sends the new one along; whoever has a second factor, its code.',
    request: ConsoleSignIn,
    answers: { 200: { json: 'ConsoleMe' } },
    refusals: [
      ...(['account.wrongPassword', 'account.codeNeeded', 'account.wrongCode'] as const),
      ...(['access.locked', 'access.tooMany'] as const),
      ...(['password.first', 'password.tooShort', 'password.tooSimple', 'password.same'] as const),
    ],
    example: { request: { accountId: 'S1024', password: 'a long walk by the river' } },
  },
  {
    ...{ method: 'GET', path: '/api/session/ways', by: 'stranger', at: 'own' },
    does: 'Which ways there are to sign in, besides by password.',
    answers: { 200: { json: 'SignInWays' } },
    refusals: ['access.tooMany'],
  },
  {
    ...{ method: 'POST', path: '/api/session/oidc', by: 'stranger', at: 'own', only: 'oidc' },
    does: 'Begins a sign-in by the company’s identity provider (OpenID Connect): where the browser has to go.',
    answers: { 200: { json: 'OidcBegun' } },
    refusals: ['account.providerAway', 'access.tooMany'],
  },
  {
    ...{ method: 'GET', path: '/api/session/oidc/return', by: 'stranger', at: 'own', only: 'oidc' },
    does: 'The provider sends the browser back here. Leads to the console, or to the sign-in page with `refused=` and a code. A new session begins: the one GET that changes something, and only for a browser that went out for it.',
    answers: { 303: null },
    refusals: ['access.tooMany'],
  },
  {
    ...{ method: 'GET', path: '/api/me', by: 'signedIn', at: 'own' },
    does: 'Says who one is signed in as, and what one may where.',
    answers: { 200: { json: 'ConsoleMe' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/session/active', by: 'signedIn', at: 'own' },
    does: 'Says that somebody is at the page: what a session is idle by begins anew.',
    answers: { 204: null },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'DELETE', path: '/api/session', by: 'stranger', at: 'own' },
    does: 'Signs out and takes the cookie back; also answers who is not signed in.',
    answers: { 204: null },
    refusals: ['record.contended'],
  },
  {
    ...{ method: 'POST', path: '/api/session/password', by: 'signedIn', at: 'own' },
    does: 'Changes the own password; all other sessions of the account end.',
    request: PasswordChange,
    answers: { 204: null },
    refusals: [
      ...(['access.signIn', 'access.locked', 'access.tooMany'] as const),
      ...(['password.wrong', 'password.tooShort', 'password.tooSimple', 'password.same'] as const),
    ],
    example: { request: { password: 'a long walk by the river', newPassword: 'another walk by the lake' } },
  },
  {
    ...{ method: 'POST', path: '/api/session/second-factor/secret', by: 'signedIn', at: 'own' },
    does: 'Makes a secret for an authenticator; nothing is kept of it yet.',
    answers: { 200: { json: 'SecondFactorSecret' } },
    refusals: ['access.signIn', 'account.secondFactorExists', 'access.tooMany'],
  },
  {
    ...{ method: 'POST', path: '/api/session/second-factor', by: 'signedIn', at: 'own' },
    does: 'Keeps a second factor that was shown to work, and answers codes for the day on which it is lost, once.',
    request: SecondFactorWanted,
    answers: { 200: { json: 'RecoveryCodes' } },
    refusals: [
      ...(['access.signIn', 'access.locked', 'access.tooMany', 'password.wrong'] as const),
      ...(['account.wrongCode', 'account.secondFactorExists'] as const),
    ],
    example: { request: { password: 'a long walk', secret: 'A'.repeat(32), code: '123456' } },
  },
  {
    ...{ method: 'DELETE', path: '/api/session/second-factor', by: 'signedIn', at: 'own' },
    does: 'Takes the own second factor away.',
    request: SecondFactorUnwanted,
    answers: { 204: null },
    refusals: [
      ...(['access.signIn', 'access.locked', 'access.tooMany', 'password.wrong'] as const),
      ...(['account.noSecondFactor', 'account.wrongCode', 'account.codeNeeded'] as const),
    ],
    example: { request: { password: 'a long walk', code: '123456' } },
  },
  {
    ...{ method: 'GET', path: '/api/accounts', by: 'administer', at: 'seen' },
    does: 'Lists the accounts of the regions that one administers.',
    answers: { 200: { json: 'AccountSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/accounts', by: 'administer', at: 'place' },
    does: 'Adds an account and answers its first password, once.',
    request: NewAccount,
    answers: { 200: { json: 'MadePassword' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany'] as const),
      ...(['account.exists', 'account.wallLooks'] as const),
      ...(['organisation.unknownRegion', 'record.contended'] as const),
    ],
    example: { request: { id: AN_ID, accountId: 'S77', homeId: 'sd', role: 'viewer', name: '张三' } },
  },
  {
    ...{ method: 'POST', path: '/api/accounts/:accountId/password', by: 'administer', at: 'place' },
    does: 'Makes a first password for an account whose regions one all administers, and answers it, once; its sessions end.',
    params: AccountParams,
    request: NewPassword,
    answers: { 200: { json: 'MadePassword' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany'] as const),
      ...(['account.unknown', 'record.contended'] as const),
    ],
    example: { params: { accountId: 'S1024' }, request: { id: AN_ID } },
  },
])
