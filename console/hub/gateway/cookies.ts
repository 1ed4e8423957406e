import { cookieName } from '@service-hall/server-kit/http'

/** Names of the console's cookies: of the session, and of a browser in which somebody has signed in before. */
export const consoleCookies = (line: { behindProxy: boolean }): { session: string; browser: string } => ({
  session: cookieName('console_session', line),
  browser: cookieName('console_browser', line),
})
