/** Where a sign-in leads: to the page whose address brought one here, or the one that `to` names. Never to another site. */
export function destination({ pathname, search }: { pathname: string; search: string }): string {
  if (pathname !== '/signin') return `${pathname}${search}`
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(?![/\\])/.test(to) ? to : '/'
}
