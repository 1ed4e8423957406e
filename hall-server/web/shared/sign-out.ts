import { request } from '@service-hall/ui'

/** Ends the session and leads to the sign-in page. */
export async function signOut(): Promise<void> {
  await request('DELETE', '/api/session')
  location.assign('/signin')
}
