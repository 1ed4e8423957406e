let leaving = false

/** Leaves for the sign-in page, which leads back to this address. */
export function toSignIn(): void {
  if (leaving) return
  leaving = true
  const here = `${location.pathname}${location.search}`
  location.assign(`/signin?to=${encodeURIComponent(here)}`)
}
